/**
 * A make-believe image for Beken boards: head, tag and layout as in the real ones (esp-flashing, section 7;
 * beken-uart-boot, section 10), around contents that no processor could run.
 */
import { pseudoCode } from '../parts/demo-image-filler';
import type { NorFlash } from '../parts/firmware';
import type { BekenTwin } from './twins';

/** Bootloader, then the application. */
export const appAt = 0x11000;
/** Behind the vector table, CRCs counted in. */
const tagAt = 0x110;
/** Where only the make-believe firmware says who it is. */
const nameAt = 0x200;
const nameBytes = 0x100;

export interface BekenImageRequest {
  twin: BekenTwin;
  name?: string;
  version?: string;
  pid?: string;
  /** Bytes of the application. */
  appBytes?: number;
  /** From address 0; otherwise the application alone. */
  merged?: boolean;
  seed?: number;
}

const program = (twin: BekenTwin, size: number, seed: number): Uint8Array => {
  const bytes = pseudoCode(Math.ceil(size / 4) * 4, seed).slice(0, size);
  bytes.set(twin.vectors);
  bytes.set(new TextEncoder().encode(twin.tag), tagAt);
  return bytes;
};

export const buildBekenImage = ({
  twin,
  name = 'switch_demo',
  version = '1.0.2',
  pid = '',
  appBytes = 0x60000,
  merged = true,
  seed = 1,
}: BekenImageRequest): Uint8Array => {
  const app = program(twin, appBytes, seed);
  const said = new TextEncoder().encode(`${[name, version, pid].join('\n')}\0`);
  app.fill(0, nameAt, nameAt + nameBytes);
  app.set(said.subarray(0, nameBytes), nameAt);
  // The compiler leaves gaps between the programs of the three processors.
  app.fill(0xff, Math.floor(appBytes / 3), Math.floor(appBytes / 2));
  if (!merged) return app;
  const whole = new Uint8Array(appAt + app.length).fill(0xff);
  whole.set(program(twin, 0xc000, seed + 1));
  whole.set(app, appAt);
  return whole;
};

/** What the application in the flash says of itself; undefined when there is none, or no bootloader before it. */
export const appOf = (flash: NorFlash, { tag }: BekenTwin) => {
  const tagged = (at: number) => new TextDecoder('latin1').decode(flash.read(at + tagAt, tag.length)) === tag;
  if (!tagged(0) || !tagged(appAt)) return undefined;
  const said = new TextDecoder().decode(flash.read(appAt + nameAt, nameBytes)).split('\0')[0] ?? '';
  const [name = '', version = '', pid = ''] = said.split('\n');
  return { name, version, idfVersion: '', date: 'Oct  1 2026', time: '09:30:00', ...(pid && { pid }) };
};
