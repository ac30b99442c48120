import { type AirDevice, type BluezDevice, type KeptDevice, keepDevice, type Surroundings } from './bluez-device';
import * as shown from './bluez-objects';
import { type Answer, busFault, nothing, openBus } from './dbus-bus';
import type { Message } from './dbus-message';
import type { DBusValue } from './dbus-values';

/**
 * A stand-in for BlueZ, so that an ordinary Chromium on Linux finds virtual boards with its own `navigator.bluetooth`.
 *
 * Chromium speaks to BlueZ over the system's D-Bus, at the socket named in `DBUS_SYSTEM_BUS_ADDRESS`. `openBluez` opens
 * such a socket in a temporary folder (`dbus-*.ts`) and plays both the bus and BlueZ behind it: the list of objects, one
 * adapter, and for each `Peripheral` that is brought near a device (`bluez-device.ts`), shown as BlueZ reads its
 * advertisement (`air.ts`), with the service of ble-pairing, section 3 (`bluez-objects.ts`, `bluez-link.ts`). Filters, the
 * list of devices, the cache of services and notifications are the browser's own. `bluetooth-browser.ts` starts the
 * browser, `chooser.ts` is the person before its list, `remote-peripheral.ts` brings a board from another process.
 *
 * Not here: bonding, the size of the link's packets (Chromium lets 512 bytes through), radio loss, match rules, other
 * services than the one. A device out of sight is forgotten by the next scan, where BlueZ takes half a minute.
 */
export interface Bluez {
  /** To be added to the environment of the browser. */
  readonly env: Readonly<Record<string, string>>;
  /** Brings a device near, under an address of its own. `mtu` only as it is shown. */
  bring(device: AirDevice, options?: { address?: string; mtu?: number }): BluezDevice;
  /** Switches Bluetooth off and on, as the person does in the system's settings. */
  power(on: boolean): void;
  close(): Promise<void>;
}

const properties = 'org.freedesktop.DBus.Properties';
const objectManager = 'org.freedesktop.DBus.ObjectManager';

const optionsOf = (value: DBusValue | undefined): ReadonlyMap<string | number, DBusValue> =>
  value instanceof Map ? value : new Map();

export const openBluez = async (): Promise<Bluez> => {
  const devices: KeptDevice[] = [];
  let powered = true;
  let discovering = false;

  const adapter = (): shown.Objects => new Map([[shown.adapterPath, shown.adapterFaces({ powered, discovering })]]);
  const objects = (): shown.Objects => new Map([...adapter(), ...devices.flatMap((device) => [...device.objects()])]);

  const around: Surroundings = {
    scanning: () => discovering,
    added(fresh) {
      for (const [path, faces] of fresh) bus.signal('/', objectManager, 'InterfacesAdded', 'oa{sa{sv}}', [path, faces]);
    },
    removed(gone) {
      for (const [path, faces] of gone) {
        bus.signal('/', objectManager, 'InterfacesRemoved', 'oas', [path, [...faces.keys()]]);
      }
    },
    changed: (path, face, values) => bus.signal(path, properties, 'PropertiesChanged', 'sa{sv}as', [face, values, []]),
  };

  const adapterChanged = (...names: string[]) => {
    const all = adapter().get(shown.adapterPath)?.get(shown.faces.adapter) ?? new Map();
    around.changed(shown.adapterPath, shown.faces.adapter, new Map([...all].filter(([name]) => names.includes(name))));
  };

  const discover = (on: boolean): Answer => {
    if (!powered) throw busFault('org.bluez.Error.NotReady', 'Resource Not Ready');
    discovering = on;
    adapterChanged('Discovering');
    if (on) for (const device of devices) device.scanned();
    return nothing;
  };

  const power = (on: boolean) => {
    powered = on;
    if (!on) {
      discovering = false;
      for (const device of devices) device.disconnect();
    }
    adapterChanged('Powered', 'Discovering');
  };

  const property = ({ path = '', member, body = [] }: Message): Answer => {
    const [face, name, value] = body;
    const held = objects().get(path)?.get(String(face));
    if (member === 'GetAll') return ['a{sv}', held ?? new Map()];
    const one = held?.get(String(name));
    if (member === 'Get' && one) return ['v', one];
    if (member === 'Set' && name === 'Powered') power(value === true);
    if (member === 'Set') return nothing;
    throw busFault('org.freedesktop.DBus.Error.InvalidArgs', `${face} ${name}`);
  };

  const serve = async (call: Message): Promise<Answer> => {
    const { path = '', member = '', body = [] } = call;
    if (call.interface === properties) return property(call);
    if (call.interface === objectManager) return ['a{oa{sa{sv}}}', objects()];
    if (path === shown.adapterPath) {
      if (member === 'StartDiscovery' || member === 'StopDiscovery') return discover(member === 'StartDiscovery');
      if (member === 'RemoveDevice') return devices.find((each) => each.path === body[0])?.disconnect() ?? nothing;
      return nothing; // SetDiscoveryFilter: Chromium looks itself whether a device fits
    }
    const device = devices.find((each) => path === each.path || path.startsWith(`${each.path}/`));
    if (!device?.objects().has(path)) throw busFault('org.freedesktop.DBus.Error.UnknownObject', path);
    if (member === 'Connect') return device.connect();
    if (member === 'Disconnect') return device.disconnect();
    const role = shown.roleOf(device.path, path);
    if (!role) throw busFault('org.bluez.Error.NotSupported', member);
    const bytes = body[0] instanceof Uint8Array ? body[0] : new Uint8Array();
    return device.perform({ role, member, bytes, command: optionsOf(body[1]).get('type') === 'command' });
  };

  const bus = await openBus(serve);
  return {
    env: { DBUS_SYSTEM_BUS_ADDRESS: bus.address },
    bring(peripheral, { address, mtu = 247 } = {}) {
      const made = `DC:23:4D:00:00:${(devices.length + 1).toString(16).padStart(2, '0').toUpperCase()}`;
      const device = keepDevice(address ?? made, mtu, peripheral, around);
      devices.push(device);
      return device;
    },
    power,
    async close() {
      for (const device of devices) device.close();
      await bus.close();
    },
  };
};
