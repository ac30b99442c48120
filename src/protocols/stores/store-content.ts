/** What a license store holds, told from its bytes. */
import type { License } from '../../model/license';
import { isBlank } from '../images/blank';
import { licenseIn, storeOffset } from '../kv-store/license-files';
import { blockBytes, blockCount } from '../kv-store/metadata-block';
import { readStore } from '../kv-store/read-store';

/**
 * nothing  erased, or formatted and without a value
 * license  a license that can be read; other values may lie beside it
 * data     anything else: another application's constants, a damaged store, values without a license
 */
export type StoreContent = { holds: 'nothing' } | { holds: 'data' } | { holds: 'license'; license: License };

/** Where the file system lies in the partition. */
export const fileSystem = { offset: storeOffset, size: blockCount * blockBytes };

/** `region` is that file system, as much of it as there is; `restBlank`: the partition outside of it is erased. */
export const contentOf = (region: Uint8Array, restBlank: boolean): StoreContent => {
  const files = readStore(region);
  if (files) {
    const device = licenseIn(files);
    if (device.kind === 'valid') return { holds: 'license', license: device.license };
    if (files.length === 0 && restBlank) return { holds: 'nothing' };
    return { holds: 'data' };
  }
  return restBlank && isBlank(region) ? { holds: 'nothing' } : { holds: 'data' };
};
