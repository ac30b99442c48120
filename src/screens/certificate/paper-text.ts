/** What stands on paper and what its QR code holds. Pure. */
import type { DpValue } from '../../model/data-point';
import type { Certificate } from '../../protocols/certificate/certificate';

const two = (n: number): string => String(n).padStart(2, '0');

/** `2026-11-22`, by this computer's clock: the same in every language, and it sorts. */
export const day = (at: number): string => {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

/** `14:32` */
export const minute = (at: number): string => {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
};

/** `2026-11-22 14:32:21 +01:00` */
export const stamp = (at: number): string => {
  const date = new Date(at);
  const ahead = -date.getTimezoneOffset();
  const zone = `${ahead < 0 ? '-' : '+'}${two(Math.floor(Math.abs(ahead) / 60))}:${two(Math.abs(ahead) % 60)}`;
  return `${day(at)} ${minute(at)}:${two(date.getSeconds())} ${zone}`;
};

/** `B2:C3`: what people read off a label across the bench. */
export const macTail = ({ board }: Certificate): string | undefined => board?.mac?.slice(-5);

/** For a scanner at the bench: uuid and MAC tail with a space between, or the whole MAC of a board without license. */
export const qrText = (certificate: Certificate): string | undefined => {
  const { uuid, board } = certificate;
  return uuid ? [uuid, macTail(certificate)].filter(Boolean).join(' ') : board?.mac;
};

/** Eight digits at a time: a digest is compared by eye. */
export const inGroups = (digest: string): string => digest.match(/.{1,8}/g)?.join(' ') ?? '';

/** A value as a person reads it, cut short where it would fill the page. */
export const valueText = (value: DpValue, words: { on: string; off: string }): string => {
  if (typeof value === 'boolean') return value ? words.on : words.off;
  const text = String(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
};

/** `certificate-B2C3-2026-11-22.json`, from facts no file system objects to. */
export const fileName = (certificate: Certificate, extension: string): string =>
  [
    certificate.kind === 'bound' ? 'certificate' : 'report',
    macTail(certificate)?.replace(':', ''),
    day(certificate.startedAt),
  ]
    .filter(Boolean)
    .join('-')
    .concat('.', extension);
