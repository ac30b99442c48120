/** One ESP image alone in its file: an application, a bootloader, or what no flash starts. */
import type { FirmwareFacts, FirmwareOddity } from '../../model/firmware';
import { BenchError } from '../../model/problem';
import { isBlank } from '../images/blank';
import { bootloaderAt, chipOf } from '../images/esp-chip-ids';
import type { EspImage } from '../images/esp-image';
import { findNextImage } from './next-image';
import { findSignature } from './signature';

/** Where applications begin on every TuyaOpen table (esp-flashing, section 7). */
const appAt = 0x10000;

export const appOf = ({ name, version, idfVersion }: EspImage) => ({
  ...(name && { app: name }),
  ...(version && { version }),
  ...(idfVersion && { idfVersion }),
});

/** Behind the image at `at`: nothing but padding? */
export const isAlone = (bytes: Uint8Array, at: number, { size }: EspImage): boolean =>
  isBlank(bytes.subarray(findSignature(bytes, at, size)?.end ?? at + size));

/**
 * The file whose only image begins at `at`. Throws `firmware.would-not-start` {reason: `several` with `at`, or
 * `ram-image`}.
 */
export const readSingle = (bytes: Uint8Array, at: number, image: EspImage): FirmwareFacts => {
  const { isMapped, isBootloader, size, flashBytes, revisions } = image;
  if (!isMapped && !isBootloader) throw new BenchError('firmware.would-not-start', { reason: 'ram-image' });
  const chip = chipOf(image.chipId);
  const signature = findSignature(bytes, at, size);
  const end = signature?.end ?? at + size;
  const alone = isBlank(bytes.subarray(end));
  const next = alone ? undefined : findNextImage(bytes, end);
  if (next !== undefined) throw new BenchError('firmware.would-not-start', { reason: 'several', at: next });
  const address = isMapped ? appAt : bootloaderAt(chip) - at;
  const oddities: FirmwareOddity[] = alone ? [] : ['trailing'];
  return {
    kind: isMapped ? 'app' : 'part',
    chip,
    ...appOf(image),
    address,
    size: bytes.length,
    flashBytes,
    partitions: [],
    covers: [{ label: isMapped ? (image.name ?? 'app') : 'bootloader', offset: address + at, size }],
    revisions,
    ...(signature && { signed: signature.kind }),
    ...(oddities.length > 0 && { oddities }),
  };
};
