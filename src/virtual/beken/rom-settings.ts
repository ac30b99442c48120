/** What a test may make different about a Beken ROM. Replies are counted by opcode, long ones by that plus 0x100. */
import type { RomSettings } from '../parts/rom-settings';
import type { BekenTwin } from './twins';

export interface BekenRomSettings extends RomSettings {
  twin?: Partial<BekenTwin>;
}
