/** How a line is set: its speed and the shape of a byte on it, in the words of Web Serial. */

export const dataBitChoices = [8, 7] as const;
export const parities = ['none', 'even', 'odd'] as const;
export const stopBitChoices = [1, 2] as const;

export interface LineFormat {
  dataBits: (typeof dataBitChoices)[number];
  parity: (typeof parities)[number];
  stopBits: (typeof stopBitChoices)[number];
}

/** `baud`: whole, from `slowestBaud` to `fastestBaud`. */
export interface LineSettings extends LineFormat {
  baud: number;
}

/** 8N1: what every loader and every console of a board speaks. */
export const usualFormat: LineFormat = { dataBits: 8, parity: 'none', stopBits: 1 };
export const usualLine: LineSettings = { baud: 115_200, ...usualFormat };

export const slowestBaud = 50;
export const fastestBaud = 4_000_000;

/** With the start bit. */
export const bitsPerByte = ({ dataBits, parity, stopBits }: LineFormat): number =>
  1 + dataBits + (parity === 'none' ? 0 : 1) + stopBits;

const letters: Readonly<Record<LineFormat['parity'], string>> = { none: 'N', even: 'E', odd: 'O' };

/** `8N1`, in every language. */
export const formatName = ({ dataBits, parity, stopBits }: LineFormat): string =>
  `${dataBits}${letters[parity]}${stopBits}`;

export const isSameLine = (one: LineSettings, other: LineSettings): boolean =>
  one.baud === other.baud && formatName(one) === formatName(other);

/** As typed: `921600`, `921 600`, `921,600`, `921.6k`, `2M`. Undefined: no speed, or one that no adapter has. */
export const readBaud = (typed: string): number | undefined => {
  const text = typed.trim().replace(/\s*(?:baud|bd)$/i, '');
  const short = /^(\d+(?:[.,]\d+)?)\s*([kKmM])$/.exec(text);
  const factor = /k/i.test(short?.[2] ?? '') ? 1000 : 1_000_000;
  const baud = short
    ? Math.round(Number((short[1] ?? '').replace(',', '.')) * factor)
    : /^\d{1,3}(?:[\s,._'’\u00a0\u202f]\d{3})+$|^\d+$/.test(text)
      ? Number(text.replace(/\D/g, ''))
      : Number.NaN;
  return isBaud(baud) ? baud : undefined;
};

const isBaud = (baud: unknown): baud is number =>
  typeof baud === 'number' && Number.isInteger(baud) && baud >= slowestBaud && baud <= fastestBaud;

const among = <T extends string | number>(choices: readonly T[], value: unknown, usual: T): T =>
  choices.find((choice) => choice === value) ?? usual;

/** What was stored, as far as it is one: an older or newer bench may have stored another shape. */
export const readLine = (stored: unknown): LineSettings | undefined => {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { baud, dataBits, parity, stopBits } = stored as Partial<Record<keyof LineSettings, unknown>>;
  if (!isBaud(baud)) return undefined;
  return {
    baud,
    dataBits: among(dataBitChoices, dataBits, usualFormat.dataBits),
    parity: among(parities, parity, usualFormat.parity),
    stopBits: among(stopBitChoices, stopBits, usualFormat.stopBits),
  };
};
