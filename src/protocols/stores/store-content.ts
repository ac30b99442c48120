/** What a license store holds, told from its bytes. */
import type { License } from '../../model/license';
import { decodeLicense, storeOffset } from '../kv-store/license-files';
import { blockBytes, decodePair } from '../kv-store/metadata-block';

/**
 * nothing  erased, or formatted and without a value
 * license  a license that can be read; other values may lie beside it
 * data     anything else: another application's constants, a damaged store, values without a license
 */
export type StoreContent = { holds: 'nothing' } | { holds: 'data' } | { holds: 'license'; license: License };

/** The two blocks that tell, from the partition's begin. */
export const tellingBlocks = { offset: storeOffset, size: 2 * blockBytes };

/** `blocks` are those two; `restBlank`: the partition outside of the file system is erased. */
export const contentOf = (blocks: Uint8Array, restBlank: boolean): StoreContent => {
  const [block0, block1] = [blocks.subarray(0, blockBytes), blocks.subarray(blockBytes)];
  const device = decodeLicense(block0, block1);
  if (device.kind === 'valid') return { holds: 'license', license: device.license };
  const pair = decodePair(block0, block1);
  const empty = pair.kind === 'files' ? pair.files.length === 0 : pair.kind === 'none' && pair.why === 'blank';
  return empty && restBlank ? { holds: 'nothing' } : { holds: 'data' };
};
