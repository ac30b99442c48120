/** An address that a person, a list or a link gives: what the bench asks elsewhere, and what it does not. */
import type { OutsideFault } from '../../model/outside';

export type ReadAddress = { kind: 'address'; url: string } | { kind: 'refused'; fault: OutsideFault };

export const longestAddress = 2000;

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** On this computer; there, and only there, TLS proves nothing. `host` as `URL.hostname` gives it. */
export const isLoopback = (host: string): boolean => loopback.test(host);

/** Names of parameters that hand out access: such an address is a key, and would be kept and shown in clear. */
const secretNames = /token|secret|passw|signature|^sig$|^key$|api-?_?key|access-?_?key|credential|^auth/i;

const refused = (fault: OutsideFault): ReadAddress => ({ kind: 'refused', fault });

/** `host/path` as people say it; `host:8000` would otherwise be a scheme. */
const withScheme = (typed: string): string =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) || /^(data|javascript|blob|file|mailto):/i.test(typed)
    ? typed
    : `https://${typed}`;

const checked = (url: URL, isRedirect: boolean): ReadAddress => {
  const { protocol, hostname, username, password, searchParams } = url;
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname))) return refused('scheme');
  if (username !== '' || password !== '') return refused('credentials');
  // Where a server sends one on, it hands out access for a moment; that is neither kept nor shown.
  if (!isRedirect && [...searchParams.keys()].some((name) => secretNames.test(name))) return refused('secret');
  url.hash = '';
  return url.href.length > longestAddress ? refused('too-long') : { kind: 'address', url: url.href };
};

const read = (given: string, base: string | undefined, isRedirect: boolean): ReadAddress => {
  const plain = given.trim();
  if (plain === '' || plain.length > longestAddress) return refused(plain === '' ? 'no-address' : 'too-long');
  try {
    return checked(base === undefined ? new URL(withScheme(plain)) : new URL(plain, base), isRedirect);
  } catch {
    return refused('no-address');
  }
};

/**
 * `given` is absolute, or relative to `base`; without a base it is what a person typed, and may leave `https://` out.
 * The address that comes out is normal (`URL.href`) and has no fragment.
 */
export const readAddress = (given: string, base?: string): ReadAddress => read(given, base, false);

/** Where the server at `from` sends one on. */
export const readRedirect = (location: string, from: string): ReadAddress => read(location, from, true);

/** Where something comes from, for people: `files.example` or `localhost:8000`. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');
