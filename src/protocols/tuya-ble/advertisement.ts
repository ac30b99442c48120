/** What a device tells everybody in range, and how to ask a browser for exactly one of them (ble-pairing, sections 2 and 12). */
import { cbc, ecb } from '@noble/ciphers/aes.js';
import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { asciiOf, joinBytes, u16, viewOf } from './bytes';
import { deviceIdOf, isCompressible, uuidOf } from './device-id';

export interface Advertised {
  uuid: string;
  /** 16 characters. */
  pid: string;
  bound: boolean;
  /** Of the network. While it is down the device asks for a connection. */
  linkUp: boolean;
  /** Needed of a bound device. */
  secKey?: string;
}

const serviceUuid = 0xfd50;
const companyId = 0x07d0;
const plain = { disablePadding: true } as const;

/** Version 4, id included, security v2; the rest is set bit by bit. */
const controlBase = 0x410c;
const controlBound = 0x0800;
const controlAsks = 0x0200;
const flagBound = 0x80;
const flagCompressed = 0x01;
/** Wi-Fi of 2.4 and 5 GHz. */
const abilities = 0x000c;

const sixteen = (text: string): Uint8Array => {
  const field = new Uint8Array(16);
  field.set(asciiOf(text).subarray(0, 16));
  return field;
};

/** The PID, or the id under a key that only owner and device have. */
const idField = ({ uuid, pid, bound, secKey }: Advertised): Uint8Array => {
  if (!bound) return sixteen(pid);
  if (secKey === undefined) throw new RangeError('a bound device has a secKey');
  const hex = bytesToHex(deviceIdOf(uuid)).toUpperCase();
  return ecb(md5(asciiOf(secKey)), plain).encrypt(sixteen(hex));
};

/** 20 bytes. */
const serviceData = (told: Advertised): Uint8Array => {
  const control = controlBase | (told.bound ? controlBound : 0) | (told.linkUp ? 0 : controlAsks);
  return joinBytes(u16(control), Uint8Array.of(0x00, 0x10), idField(told));
};

/** The 20 bytes behind the company: anybody who knows the device can tell them in advance. */
export const manufacturerPayload = (told: Advertised): Uint8Array => {
  const key = md5(serviceData(told));
  const flags = (told.bound ? flagBound : 0) | (isCompressible(told.uuid) ? flagCompressed : 0);
  const id = cbc(key, key, plain).encrypt(deviceIdOf(told.uuid));
  return joinBytes(Uint8Array.of(0), u16(abilities), Uint8Array.of(flags), id);
};

const littleU16 = (n: number): Uint8Array => Uint8Array.of(n, n >> 8);

const field = (type: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const body = joinBytes(...parts);
  return joinBytes(Uint8Array.of(body.length + 1, type), body);
};

/** G1 writes the name before it writes the length and type that then lie over it. */
const nameOf = (generation: number): Uint8Array => (generation === 1 ? asciiOf('BLE\0\0') : asciiOf('TYBLE'));

/** Both 31 bytes. `generation` 1 mangles the name. */
export const writeAdvertisement = (
  told: Advertised & { generation?: 1 | 2 | 3 | 4 },
): { adv: Uint8Array; scanResponse: Uint8Array } => ({
  adv: joinBytes(
    field(0x01, Uint8Array.of(0x06)),
    field(0x02, littleU16(serviceUuid)),
    field(0x16, littleU16(serviceUuid), serviceData(told)),
  ),
  scanResponse: joinBytes(
    field(0xff, littleU16(companyId), manufacturerPayload(told)),
    field(0x09, nameOf(told.generation ?? 2)),
  ),
});

export interface AdvertisementRead {
  bound: boolean;
  linkUp: boolean;
  /** While unbound. */
  pid?: string;
  /** 16 bytes, as they were encrypted; undefined without a scan response. */
  deviceId?: Uint8Array;
  /** When the id holds it. */
  uuid?: string;
  name: string;
}

const fieldsOf = (bytes: Uint8Array): { type: number; body: Uint8Array }[] => {
  const fields: { type: number; body: Uint8Array }[] = [];
  for (let at = 0; at + 1 < bytes.length && (bytes[at] ?? 0) > 0; at += 1 + (bytes[at] ?? 0)) {
    fields.push({ type: bytes[at + 1] ?? 0, body: bytes.slice(at + 2, at + 1 + (bytes[at] ?? 0)) });
  }
  return fields;
};

const tagged = (bytes: Uint8Array, type: number, tag: number, length: number): Uint8Array | undefined =>
  fieldsOf(bytes)
    .find(
      ({ type: found, body }) =>
        found === type && body.length === length + 2 && viewOf(body).getUint16(0, true) === tag,
    )
    ?.body.subarray(2);

/** Undefined when it is no device of this kind. A missing scan response may be left empty. */
export const readAdvertisement = (adv: Uint8Array, scanResponse: Uint8Array): AdvertisementRead | undefined => {
  const service = tagged(adv, 0x16, serviceUuid, 20);
  if (!service) return undefined;
  const control = viewOf(service).getUint16(0);
  const bound = (control & controlBound) !== 0;
  const payload = tagged(scanResponse, 0xff, companyId, 20);
  const key = md5(service);
  const deviceId = payload && cbc(key, key, plain).decrypt(payload.slice(4));
  const name = fieldsOf(scanResponse).find(({ type }) => type === 0x09)?.body ?? new Uint8Array();
  return {
    bound,
    linkUp: (control & controlAsks) === 0,
    pid: bound ? undefined : new TextDecoder().decode(service.subarray(4)).replace(/\0+$/, ''),
    deviceId,
    uuid: deviceId && uuidOf(deviceId),
    name: new TextDecoder().decode(name).replace(/\0+$/, ''),
  };
};

/** As a browser's chooser takes it; the same shape as the radio's own. */
export interface RadioFilterShape {
  services?: readonly number[];
  company?: number;
  dataPrefix?: Uint8Array;
}

/** One device and no other: unbound with the network down and up, and both once more bound if its secKey is known. */
export const filtersFor = ({ uuid, pid, secKey }: Pick<Advertised, 'uuid' | 'pid' | 'secKey'>): RadioFilterShape[] =>
  (secKey === undefined ? [false] : [false, true]).flatMap((bound) =>
    [false, true].map((linkUp) => ({
      company: companyId,
      dataPrefix: manufacturerPayload({ uuid, pid, bound, linkUp, secKey }),
    })),
  );

const boundAnd = (flags: number): RadioFilterShape => ({
  company: companyId,
  dataPrefix: Uint8Array.of(0x00, 0x00, abilities, flagBound | flags),
});

/** All bound devices in range whose UUID is a compressed one: as near as the license alone can come. */
export const filterOfBound: RadioFilterShape = boundAnd(flagCompressed);

/** All bound devices in range whose UUID is of the kind of this one. */
export const filterOfBoundLike = (uuid: string): RadioFilterShape =>
  isCompressible(uuid) ? filterOfBound : boundAnd(0);

/** Every device that speaks this, also where the scan response is missed. */
export const anyTuyaFilter: RadioFilterShape = { services: [serviceUuid] };

/** Builds with service version 1 advertise themselves under another number (section 3). */
const olderServiceUuid = 0xa201;
export const anyTuyaFilters: readonly RadioFilterShape[] = [anyTuyaFilter, { services: [olderServiceUuid] }];
