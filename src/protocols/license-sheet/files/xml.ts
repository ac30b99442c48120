import { Parser } from 'saxen';
import { decoded } from './entities';

/** XML as events, whatever prefix its names carry. Nothing outside the document is ever fetched or expanded. */

export interface XmlHandler {
  /** `attributes` are read only when asked for: most cells of a formatted sheet are never looked at. */
  open(name: string, attributes: () => Readonly<Record<string, string>>, empty: boolean): void;
  close?(name: string): void;
  text?(text: string): void;
}

const local = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};

const textDecoder = new TextDecoder();

export const xmlText = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return textDecoder.decode(bytes);
};

/** Throws when it is not well formed. */
export const readXml = (xml: string, handler: XmlHandler): void => {
  const parser = new Parser();
  parser.on('openTag', (name, attributes, _decode, empty) => handler.open(local(name), attributes, empty));
  parser.on('closeTag', (name) => handler.close?.(local(name)));
  parser.on('text', (text) => handler.text?.(decoded(text)));
  parser.on('cdata', (text) => handler.text?.(text));
  parser.parse(xml);
};
