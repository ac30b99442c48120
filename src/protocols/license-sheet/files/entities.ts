const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** `&amp;`, `&#160;`, `&#xa0;` of XML and pages as the characters they stand for; what is unknown stays. */
export const decoded = (text: string): string =>
  text.includes('&') ? text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));?/gi, entity) : text;

const entity = (whole: string, decimal?: string, hex?: string, name?: string): string => {
  if (name) return Object.hasOwn(named, name.toLowerCase()) ? named[name.toLowerCase()]! : whole;
  const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
};
