import { bootloaderAt } from '../../../src/protocols/images/esp-chip-ids';
import { readEspImage } from '../../../src/protocols/images/esp-image';
import type { Part } from '../../../src/protocols/packages/compose';
import { buildImage, type ImageRequest } from '../../../src/virtual/esp/demo-image';

/** The files of a build as ESP-IDF leaves them, cut out of the make-believe image of the same build. */
export const buildParts = (request: ImageRequest): { loader: Part; table: Part; app: Part; merged: Uint8Array } => {
  const merged = buildImage({ ...request, merged: true });
  const at = bootloaderAt(request.chip);
  const cut = (name: string, offset: number, size: number): Part => ({
    name,
    offset,
    bytes: merged.slice(offset, offset + size),
  });
  return {
    merged,
    loader: cut('bootloader.bin', at, readEspImage(merged, at).size),
    table: cut('partition-table.bin', 0x8000, 0xc00),
    app: cut('switch_demo.bin', 0x10000, readEspImage(merged, 0x10000).size),
  };
};
