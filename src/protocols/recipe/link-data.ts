/** JSON as the data of a link: Base64 with `-` and `_` and without padding (RFC 4648, section 5). */

export const packLink = (value: unknown): string => {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const letters = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return letters.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
};

/** The text in a link; undefined where it is damaged. */
export const unpackLink = (data: string): string | undefined => {
  // A mail program may have wrapped or cut it; both leave letters that are none, or a length that no bytes have.
  if (!/^[A-Za-z0-9_-]+$/.test(data) || data.length % 4 === 1) return undefined;
  try {
    const letters = atob(data.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};
