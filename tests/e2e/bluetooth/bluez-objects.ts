import { type Air, uuidOf } from './air';
import { type DBusValue, type Variant, variant } from './dbus-values';

/** The objects that BlueZ shows on the bus, with the properties Chromium looks at (BlueZ, `doc/org.bluez.*.rst`). */

export type Property = Variant;
export type Properties = ReadonlyMap<string, Property>;
/** Interface → its properties. */
export type Faces = ReadonlyMap<string, Properties>;
/** Path → its interfaces. */
export type Objects = ReadonlyMap<string, Faces>;

export const faces = {
  adapter: 'org.bluez.Adapter1',
  device: 'org.bluez.Device1',
  service: 'org.bluez.GattService1',
  characteristic: 'org.bluez.GattCharacteristic1',
  descriptor: 'org.bluez.GattDescriptor1',
} as const;

export const adapterPath = '/org/bluez/hci0';

export const text = (value: string): Variant => variant('s', value);
export const flag = (value: boolean): Variant => variant('b', value);
export const texts = (values: readonly string[]): Variant => variant('as', values);
export const octets = (bytes: Uint8Array): Variant => variant('ay', bytes);
const link = (path: string): Variant => variant('o', path);

/** ble-pairing, section 3. */
export const service = uuidOf(0xfd50);
const characteristics = [
  { role: 'write', uuid: '00000001-0000-1001-8001-00805f9b07d0', flags: ['write', 'write-without-response'] },
  { role: 'notify', uuid: '00000002-0000-1001-8001-00805f9b07d0', flags: ['notify'] },
  { role: 'read', uuid: '00000003-0000-1001-8001-00805f9b07d0', flags: ['read'] },
] as const;

export type Role = (typeof characteristics)[number]['role'];

const servicePath = (device: string): string => `${device}/service000a`;
export const characteristicPath = (device: string, role: Role): string => `${servicePath(device)}/char_${role}`;

/** Of the characteristic at `path`, if it is one. */
export const roleOf = (device: string, path: string): Role | undefined =>
  characteristics.find(({ role }) => characteristicPath(device, role) === path)?.role;

const one = (face: string, properties: readonly (readonly [string, Variant])[]): Faces =>
  new Map([[face, new Map(properties)]]);

export const adapterFaces = (state: { powered: boolean; discovering: boolean }): Faces =>
  one(faces.adapter, [
    ['Address', text('02:00:00:00:00:01')],
    ['AddressType', text('public')],
    ['Name', text('bindery')],
    ['Alias', text('bindery')],
    ['Class', variant('u', 0)],
    ['Powered', flag(state.powered)],
    ['Discoverable', flag(false)],
    ['DiscoverableTimeout', variant('u', 0)],
    ['Pairable', flag(false)],
    ['PairableTimeout', variant('u', 0)],
    ['Discovering', flag(state.discovering)],
    ['UUIDs', texts([])],
    ['Modalias', text('usb:v1D6Bp0246d0540')],
    ['Roles', texts(['central', 'peripheral'])],
  ]);

const dictionary = <Key extends string | number>(key: 'q' | 's', held: ReadonlyMap<Key, Uint8Array>): Variant =>
  variant(`a{${key}v}`, new Map<string | number, DBusValue>([...held].map(([id, bytes]) => [id, octets(bytes)])));

/** What an advertisement tells; without a name, BlueZ shows the address in its place. */
export const airProperties = (address: string, air: Air): [string, Variant][] => [
  ...(air.name === undefined ? [] : [['Name', text(air.name)] as [string, Variant]]),
  ['Alias', text(air.name ?? address.replaceAll(':', '-'))],
  ['UUIDs', texts(air.uuids)],
  ['ManufacturerData', dictionary('q', air.manufacturerData)],
  ['ServiceData', dictionary('s', air.serviceData)],
  ['RSSI', variant('n', -50)],
];

export const deviceFaces = (state: { address: string; air: Air; connected: boolean }): Faces =>
  one(faces.device, [
    ['Address', text(state.address)],
    ['AddressType', text('public')],
    ...airProperties(state.address, state.air),
    ['Adapter', link(adapterPath)],
    ['Paired', flag(false)],
    ['Bonded', flag(false)],
    ['Trusted', flag(false)],
    ['Blocked', flag(false)],
    ['LegacyPairing', flag(false)],
    ['Connected', flag(state.connected)],
    ['ServicesResolved', flag(state.connected)],
  ]);

/** What exists only while the device is connected, parents first. `mtu` as ATT counts it. */
export const gattObjects = (device: string, state: { notifying: boolean; mtu: number }): Objects => {
  const objects = new Map<string, Faces>([
    [
      servicePath(device),
      one(faces.service, [
        ['UUID', text(service)],
        ['Device', link(device)],
        ['Primary', flag(true)],
        ['Includes', variant('ao', [])],
      ]),
    ],
  ]);
  for (const { role, uuid, flags } of characteristics) {
    const path = characteristicPath(device, role);
    const own: [string, Variant][] = [
      ['UUID', text(uuid)],
      ['Service', link(servicePath(device))],
      ['Value', octets(new Uint8Array())],
      ['Flags', texts(flags)],
      ['MTU', variant('q', state.mtu)],
    ];
    if (role === 'notify') own.push(['Notifying', flag(state.notifying)]);
    objects.set(path, one(faces.characteristic, own));
    if (role !== 'notify') continue;
    // Chromium does not subscribe where this one is missing.
    const configuration: [string, Variant][] = [
      ['UUID', text(uuidOf(0x2902))],
      ['Characteristic', link(path)],
      ['Value', octets(new Uint8Array())],
      ['Flags', texts(['read', 'write'])],
    ];
    objects.set(`${path}/desc000f`, one(faces.descriptor, configuration));
  }
  return objects;
};
