/**
 * Values on a D-Bus wire after its published specification ("Marshaling (Wire Format)"): little endian, the types that
 * BlueZ and its clients use, no file descriptors.
 */

export interface Variant {
  readonly signature: string;
  readonly value: DBusValue;
}

/** Dictionaries are maps. Variants are written from `Variant` and read as what they hold. */
export type DBusValue =
  | number
  | string
  | boolean
  | Uint8Array
  | Variant
  | readonly DBusValue[]
  | ReadonlyMap<string | number, DBusValue>;

export const variant = (signature: string, value: DBusValue): Variant => ({ signature, value });

const alignments: Readonly<Record<string, number>> = {
  ...{ y: 1, g: 1, v: 1, n: 2, q: 2, b: 4, i: 4, u: 4, s: 4, o: 4, a: 4 },
  ...{ x: 8, t: 8, d: 8, '(': 8, '{': 8 },
};

const alignmentOf = (type: string): number => {
  const alignment = alignments[type.charAt(0)];
  if (alignment === undefined) throw new TypeError(`D-Bus type ${type}`);
  return alignment;
};

/** `sa{sv}` gives `s` and `a{sv}`. */
const typesOf = (signature: string): string[] => {
  const types: string[] = [];
  for (let at = 0; at < signature.length; ) {
    const start = at;
    while (signature[at] === 'a') at++;
    let depth = 0;
    do {
      if ('({'.includes(signature.charAt(at))) depth++;
      if (')}'.includes(signature.charAt(at))) depth--;
      at++;
    } while (depth > 0 && at < signature.length);
    types.push(signature.slice(start, at));
  }
  return types;
};

const inside = (type: string): string[] => typesOf(type.slice(1, -1));
const mismatch = (type: string) => new TypeError(`This is no D-Bus value of type ${type}.`);

export const writeValues = (signature: string, values: readonly DBusValue[]): Uint8Array => {
  const out: number[] = [];
  const align = (to: number) => {
    while (out.length % to !== 0) out.push(0);
  };
  const whole = (value: DBusValue, bytes: number) => {
    if (typeof value !== 'number' && typeof value !== 'boolean') throw mismatch('number');
    for (let shift = 0; shift < bytes; shift++) out.push((Number(value) >> (8 * shift)) & 255);
  };
  const elements = (type: string, value: DBusValue) => {
    if (value instanceof Uint8Array && type === 'y') for (const byte of value) out.push(byte);
    else if (value instanceof Map && type.startsWith('{')) {
      const [keyType = '', valueType = ''] = inside(type);
      for (const [key, held] of value as ReadonlyMap<string | number, DBusValue>) {
        align(8);
        write(keyType, key);
        write(valueType, held);
      }
    } else if (Array.isArray(value)) for (const each of value as DBusValue[]) write(type, each);
    else throw mismatch(`a${type}`);
  };
  const write = (type: string, value: DBusValue): void => {
    const code = type.charAt(0);
    align(alignmentOf(type));
    if (code === 'y') whole(value, 1);
    else if (code === 'n' || code === 'q') whole(value, 2);
    else if (code === 'b' || code === 'i' || code === 'u') whole(value, 4);
    else if (code === 'g' && typeof value === 'string') out.push(value.length, ...Buffer.from(value), 0);
    else if ((code === 's' || code === 'o') && typeof value === 'string') {
      const text = Buffer.from(value);
      whole(text.length, 4);
      out.push(...text, 0);
    } else if (code === 'v' && typeof value === 'object' && 'signature' in value) {
      write('g', value.signature);
      write(value.signature, value.value);
    } else if (code === '(' && Array.isArray(value)) {
      for (const [index, held] of inside(type).entries()) write(held, (value as DBusValue[])[index] ?? '');
    } else if (code === 'a') {
      const element = type.slice(1);
      const lengthAt = out.length;
      whole(0, 4);
      align(alignmentOf(element)); // not counted in the length, and there even when the array is empty
      const start = out.length;
      elements(element, value);
      const length = out.length - start;
      for (let shift = 0; shift < 4; shift++) out[lengthAt + shift] = (length >> (8 * shift)) & 255;
    } else throw mismatch(type);
  };
  for (const [index, type] of typesOf(signature).entries()) write(type, values[index] ?? '');
  return Uint8Array.from(out);
};

/** `bytes` must begin at a multiple of eight of the message. */
export const readValues = (signature: string, bytes: Buffer): DBusValue[] => {
  let at = 0;
  const align = (to: number) => {
    at = Math.ceil(at / to) * to;
  };
  const whole = (size: number): number => {
    at += size;
    return bytes.readUIntLE(at - size, size);
  };
  const text = (length: number): string => {
    const start = at;
    at += length + 1;
    return bytes.toString('utf8', start, start + length);
  };
  const array = (element: string): DBusValue => {
    const length = whole(4);
    align(alignmentOf(element));
    const end = at + length;
    if (element === 'y') {
      at = end;
      return new Uint8Array(bytes.subarray(end - length, end));
    }
    const list: DBusValue[] = [];
    const map = new Map<string | number, DBusValue>();
    while (at < end) {
      if (!element.startsWith('{')) list.push(read(element));
      else {
        align(8);
        const [keyType = '', valueType = ''] = inside(element);
        const key = read(keyType);
        if (typeof key !== 'string' && typeof key !== 'number') throw mismatch(keyType);
        map.set(key, read(valueType));
      }
    }
    return element.startsWith('{') ? map : list;
  };
  const read = (type: string): DBusValue => {
    align(alignmentOf(type));
    switch (type.charAt(0)) {
      case 'y':
        return whole(1);
      case 'q':
        return whole(2);
      case 'n':
        return (whole(2) << 16) >> 16;
      case 'u':
        return whole(4);
      case 'i':
        return whole(4) | 0;
      case 'b':
        return whole(4) !== 0;
      case 's':
      case 'o':
        return text(whole(4));
      case 'g':
        return text(whole(1));
      case 'v':
        return read(text(whole(1)));
      case '(':
        return inside(type).map(read);
      case 'a':
        return array(type.slice(1));
      default:
        throw mismatch(type);
    }
  };
  return typesOf(signature).map(read);
};
