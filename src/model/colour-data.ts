/**
 * A lamp's colour as Tuya's lamps hold it in a text: hue in degrees, saturation and value in thousandths, or in 255ths in
 * the older kind. Four forms are met: `HHHHSSSSVVVV` in hex, the older `RRGGBBHHHHSSVV`, and both as JSON with h, s and v.
 */
import type { DataPoint } from './data-point';

/** Hue 0 to 360, the others 0 to 1. */
export interface Colour {
  hue: number;
  saturation: number;
  value: number;
}

export type ColourForm = 'hex' | 'old-hex' | 'json' | 'old-json';

export interface ColourTold {
  form: ColourForm;
  colour: Colour;
}

/** By its code: its type is a text like others. `colour_data`, `colour_data_v2`, `colour_data_hsv`; `color_…` too. */
export const isColour = ({ type, code }: Pick<DataPoint, 'type' | 'code'>): boolean =>
  type === 'string' && /^colou?r_data(_v2|_hsv|_raw)?(_\d+)?$/.test(code);

const most = (form: ColourForm): number => (form === 'old-hex' || form === 'old-json' ? 255 : 1000);

const colourOf = (form: ColourForm, h: number, s: number, v: number): ColourTold | undefined => {
  const top = most(form);
  if (![h, s, v].every((part) => Number.isFinite(part) && part >= 0) || h > 360 || s > top || v > top) return undefined;
  return { form, colour: { hue: h, saturation: s / top, value: v / top } };
};

const jsonOf = (point: Pick<DataPoint, 'code'>, text: string): ColourTold | undefined => {
  try {
    const { h, s, v } = JSON.parse(text) as Record<string, unknown>;
    const [hue, saturation, value] = [Number(h), Number(s), Number(v)];
    // Both kinds look alike; the name says it, and what is above 255 can only be the newer one.
    const newer = /_v2/.test(point.code) || saturation > 255 || value > 255;
    return colourOf(newer ? 'json' : 'old-json', hue, saturation, value);
  } catch {
    return undefined;
  }
};

/** Undefined for a text that holds no colour. */
export const readColour = (point: Pick<DataPoint, 'code'>, text: string): ColourTold | undefined => {
  const part = (from: number, to: number) => Number.parseInt(text.slice(from, to), 16);
  if (/^[0-9a-f]{12}$/i.test(text)) return colourOf('hex', part(0, 4), part(4, 8), part(8, 12));
  if (/^[0-9a-f]{14}$/i.test(text)) return colourOf('old-hex', part(6, 10), part(10, 12), part(12, 14));
  return text.startsWith('{') ? jsonOf(point, text) : undefined;
};

const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0');

/** Red, green and blue, 0 to 255. */
const channels = ({ hue, saturation, value }: Colour): number[] =>
  [5, 3, 1].map((n) => {
    const k = (n + hue / 60) % 6;
    return Math.round(255 * (value - value * saturation * Math.max(0, Math.min(k, 4 - k, 1))));
  });

/** In the form it came in. */
export const writeColour = (form: ColourForm, colour: Colour): string => {
  const top = most(form);
  const [h, s, v] = [colour.hue, colour.saturation * top, colour.value * top].map(Math.round) as [
    number,
    number,
    number,
  ];
  if (form === 'hex') return hex(h, 4) + hex(s, 4) + hex(v, 4);
  if (form === 'old-hex')
    return (
      channels(colour)
        .map((each) => hex(each, 2))
        .join('') +
      hex(h, 4) +
      hex(s, 2) +
      hex(v, 2)
    );
  return JSON.stringify({ h, s, v });
};

/** `#ff8800`, for a browser's colour picker. */
export const cssColour = (colour: Colour): string =>
  `#${channels(colour)
    .map((each) => hex(each, 2))
    .join('')}`;

/** And back. Grey has no hue of its own: it keeps `hue`. */
export const colourOfCss = (css: string, hue = 0): Colour => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(css.slice(at, at + 2), 16) / 255);
  const top = Math.max(r, g, b);
  const span = top - Math.min(r, g, b);
  if (span === 0) return { hue, saturation: 0, value: top };
  const sixth = top === r ? (g - b) / span : top === g ? (b - r) / span + 2 : (r - g) / span + 4;
  return { hue: (sixth * 60 + 360) % 360, saturation: span / top, value: top };
};

/** What a lamp that has not told any yet is sent: the form its model has room for. */
export const formFor = ({ maxlen, code }: Pick<DataPoint, 'maxlen' | 'code'>): ColourForm =>
  maxlen === 14 && !/_v2/.test(code) ? 'old-hex' : 'hex';
