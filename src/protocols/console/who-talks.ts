/** Who it is that talks on a port where no loader answers: a board running its application, or something else. */

/** What a ROM of Espressif's, ESP-IDF and TuyaOpen say of themselves (real logs; authorize-cli, sections 1 and 6). */
const ours = [
  /\brst:0x|\bboot:0x|ESP-ROM:|^ets [A-Z][a-z]{2} /m,
  /\b[EWIDV] \(\d{1,10}\) [^\s:]+:/,
  /\[\d\d-\d\d \d\d:\d\d:\d\d(?::\d{1,3})? \S+ [EWNIDT]\]/,
  /tuya ?>|tuyaopen/i,
];

/** Less could be an accident of the line. */
const fewest = 24;

const isText = (byte: number) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09;

/**
 * True for lines of text that nothing on a board of ours writes: a receiver, a modem, a printer. Bytes that are no text
 * say nothing of who it is.
 */
export const isSomebodyElse = (heard: Uint8Array): boolean => {
  if (heard.length < fewest) return false;
  if (heard.filter(isText).length < heard.length * 0.95) return false;
  const text = new TextDecoder('latin1').decode(heard);
  return text.includes('\n') && !ours.some((mark) => mark.test(text));
};

/** Its first words after a start. */
const firstWords = 'Application information:';

/** `banner`: an application of TuyaOpen began; `text`: whole lines that read like text. */
export const saidSince = (heard: Uint8Array): 'nothing' | 'text' | 'banner' => {
  const text = new TextDecoder('latin1').decode(heard);
  if (text.includes(firstWords)) return 'banner';
  const readable = heard.filter((byte) => isText(byte) || byte === 0x1b).length;
  return heard.length >= fewest && text.includes('\n') && readable >= heard.length * 0.95 ? 'text' : 'nothing';
};
