/**
 * `flasher_args.json`, which a build of ESP-IDF leaves behind: hexadecimal offsets to the files that lie there, and the
 * chip (esp-flashing, section 7). TuyaOpen's builder merges by the same list.
 */
import { own } from '../../model/own';
import { packageFault } from './fault';
import { fieldsOf, jsonOf, offsetOf } from './json-fields';
import { mostParts } from './web-manifest';

export interface FlasherArgs {
  /** As esptool calls it: `esp32s3`. Old builds do not tell. */
  chip?: string;
  parts: readonly { path: string; offset: number }[];
}

/** Throws `firmware.package` {reason: `not-json`, `form`, `too-many`, `offset`, `too-large`}. */
export const parseFlasherArgs = (text: string): FlasherArgs => {
  const fields = fieldsOf(jsonOf(text), 'flash_files');
  const files = Object.entries(fieldsOf(own(fields, 'flash_files'), 'flash_files'));
  if (files.length === 0) throw packageFault('form', { where: 'flash_files' });
  if (files.length > mostParts) throw packageFault('too-many', { what: 'parts', most: mostParts });
  const extra = own(fields, 'extra_esptool_args');
  const chip = extra === undefined ? undefined : own(fieldsOf(extra, 'extra_esptool_args'), 'chip');
  return {
    ...(typeof chip === 'string' && chip !== '' && { chip }),
    parts: files.map(([offset, path]) => {
      if (typeof path !== 'string' || path.trim() === '')
        throw packageFault('form', { where: `flash_files.${offset}` });
      return { path, offset: offsetOf(offset, path) };
    }),
  };
};
