import { keptBytes } from '../../model/heard-bytes';
import { catalog } from '../catalog';
import { formats } from '../format';

const f = formats('en');
const many = (n: number, one: string, more: string) => `${f.count(n)} ${n === 1 ? one : more}`;

/** A log as the bytes it came in. */
export const hex = catalog('hex', {
  shownAs: 'Shown as',
  text: 'Text',
  hex: 'Hex',
  bytes: 'Bytes of the board',
  secret: 'a secret',
  waits: 'its line has not ended, so it may be one',
  kept: (kept: number, heard: number) =>
    kept < heard
      ? `the last ${f.bytes(kept)} of ${f.bytes(heard)} are kept while this page is open`
      : `${many(heard, 'byte', 'bytes')}, the last ${f.bytes(keptBytes)} are kept while this page is open`,
  nothing: 'No byte yet.',
  nothingHint: 'Bytes are kept while this page is open. Those of an earlier visit are not, its lines are.',
  newRows: (n: number) => many(n, 'new row', 'new rows'),
  copyHex: 'Copy as hex',
  copyBytes: (n: number) => `Copy ${many(n, 'byte', 'bytes')} as hex`,
  copied: (n: number) => `${many(n, 'byte', 'bytes')} copied as hex, secrets masked.`,
  tooMany: (n: number) => `That is more than ${f.count(n)} bytes. Choose fewer.`,
  saved: (n: number) => `${many(n, 'byte', 'bytes')} saved as hex, secrets masked.`,
  choose: 'A drag over bytes chooses them, Shift and a click extends it.',
});
