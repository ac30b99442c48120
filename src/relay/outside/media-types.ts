/** Whether an answer can be what was asked for, by what its server calls it. */
import type { IncomingHttpHeaders } from 'node:http';
import type { OutsideFault, OutsideKind } from '../../model/outside';

const anyBytes = ['application/octet-stream', 'binary/octet-stream', 'application/x-binary'];
/** Hosts of raw files call JSON and Markdown plain text; storage that was told nothing calls everything bytes. */
const types: Readonly<Record<OutsideKind, readonly string[]>> = {
  list: ['application/json', 'text/json', 'application/manifest+json', 'text/plain', ...anyBytes],
  text: ['text/markdown', 'text/x-markdown', 'text/plain', ...anyBytes],
  // Some servers know `.bin` as what it was on old Macs.
  bytes: [...anyBytes, 'application/macbinary', 'application/x-macbinary'],
};

export const kindFault = (
  kind: OutsideKind,
  headers: IncomingHttpHeaders,
): { fault: OutsideFault; type: string } | undefined => {
  const coding = headers['content-encoding'] ?? 'identity';
  // Asked for plain: what comes packed all the same could grow without a bound that was checked.
  if (coding !== 'identity') return { fault: 'packed', type: coding.slice(0, 40) };
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (types[kind].includes(type)) return undefined;
  return { fault: type === 'text/html' ? 'web-page' : 'wrong-kind', type: type.slice(0, 60) };
};
