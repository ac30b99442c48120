/** Writing to one-time memory, which nobody can undo. */
import { bench } from '../../../i18n/en/bench';
import { useText } from '../../../i18n/use-text';
import type { Mac } from '../../../model/chip';
import { MacDialog } from '../../parts/mac-dialog';

export const OtpDialog = ({ mac, onWrite, onClose }: { mac: Mac; onWrite: () => void; onClose: () => void }) => (
  <MacDialog tail={{ kind: 'mac', name: mac }} words={useText(bench).otp} onDo={onWrite} onClose={onClose} />
);
