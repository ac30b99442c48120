import type { Central, Peripheral, PeripheralLink } from '../../../src/virtual/parts/peripheral';
import { type Air, readAir } from './air';
import { type BluezLink, type GattCall, openLink } from './bluez-link';
import * as shown from './bluez-objects';
import { type Answer, busFault, nothing } from './dbus-bus';
import type { Sight } from './sights';

/** One device as BlueZ keeps it: known since a scan heard it, its services shown while it is connected. */

/** A `Peripheral`, or one that lives in another process and answers a little later. */
export type AirDevice = Omit<Peripheral, 'connect'> & {
  connect(central: Central): PeripheralLink | undefined | Promise<PeripheralLink | undefined>;
};

export interface Hold {
  /** Settles when the first call is being held. */
  arrived: Promise<void>;
  release(): void;
}

/** A device in the hands of a test. */
export interface BluezDevice {
  readonly address: string;
  readonly seen: readonly Sight[];
  /** Acknowledgements of writes wait until the release. */
  holdWrites(): Hold;
  /** Connecting takes for ever, as at the edge of the range; attempts after the release do not. */
  holdConnects(): Hold;
  /** Carried away (the link is lost for both sides), or back again. */
  inRange(near: boolean): void;
}

/** What BlueZ as a whole offers to its devices. */
export interface Surroundings {
  scanning(): boolean;
  added(objects: shown.Objects): void;
  removed(objects: shown.Objects): void;
  changed(path: string, face: string, properties: shown.Properties): void;
}

export interface KeptDevice extends BluezDevice {
  readonly path: string;
  /** What the bus lists of it now. */
  objects(): shown.Objects;
  /** A scan begins: what is heard is told again, and who has fallen silent is forgotten. */
  scanned(): void;
  connect(): Promise<Answer>;
  /** By the host, also of an attempt that is under way. */
  disconnect(): Answer;
  perform(call: GattCall): Promise<Answer>;
  /** Not listened to any more. */
  close(): void;
}

const silence = () => busFault('org.bluez.Error.Failed', 'le-connection-abort-by-local');
const forEver = () => new Promise<never>(() => {});
const gate = () => {
  let open = () => {};
  const opened = new Promise<void>((done) => {
    open = done;
  });
  return { open, opened };
};
const unknown: Air = { uuids: [], manufacturerData: new Map(), serviceData: new Map() };

export const keepDevice = (address: string, mtu: number, device: AirDevice, around: Surroundings): KeptDevice => {
  const path = `${shown.adapterPath}/dev_${address.replaceAll(':', '_')}`;
  const seen: Sight[] = [];
  let air: Air = unknown;
  let lastHeard = '';
  let listed = false;
  let near = true;
  let hang: (() => Promise<never>) | undefined;
  let hold: (() => Promise<void>) | undefined;
  let link: BluezLink | undefined;
  let far: PeripheralLink | undefined;
  let leaving: Promise<void> | undefined;
  let abandon: ((fault: Error) => void) | undefined;

  const ownObject = (): shown.Objects => new Map([[path, shown.deviceFaces({ address, air, connected: !!link })]]);
  const services = () => shown.gattObjects(path, { notifying: link?.notifying ?? false, mtu });
  const tell = (...properties: [string, shown.Property][]) =>
    around.changed(path, shown.faces.device, new Map(properties));

  /** Without a scan nobody listens; BlueZ then keeps what it knows. */
  const look = (anew = false) => {
    if (!around.scanning() || link || leaving || abandon) return;
    const heard = near ? device.advertisement() : undefined;
    if (!heard) {
      if (listed) around.removed(ownObject());
      listed = false;
      return;
    }
    const bytes = Buffer.concat([heard.adv, heard.scanResponse]).toString('hex');
    air = readAir(heard);
    if (!listed) around.added(ownObject());
    else if (anew || bytes !== lastHeard) tell(...shown.airProperties(address, air));
    listed = true;
    lastHeard = bytes;
  };

  const drop = (by: 'host' | 'device' | 'distance') => {
    if (!link || !far) return;
    const gone = far;
    const objects = services();
    link.lose();
    link = undefined;
    far = undefined;
    seen.push({ kind: 'disconnected', by });
    if (by !== 'device') gone.disconnect();
    // What was under way is answered first, as in BlueZ; Chromium never settles a call to an object that has gone.
    leaving = new Promise((left) =>
      setImmediate(() => {
        leaving = undefined;
        tell(['Connected', shown.flag(false)], ['ServicesResolved', shown.flag(false)]);
        around.removed(new Map([...objects].reverse()));
        look();
        left();
      }),
    );
  };

  /** The far end's answer; an attempt that was abandoned leaves no link behind. */
  const reach = async (): Promise<PeripheralLink> => {
    let lost = false;
    let mine: PeripheralLink | undefined;
    const abandoned = new Promise<never>((_, failed) => {
      abandon = failed;
    });
    const central: Central = {
      notified(bytes) {
        if (!mine || mine !== far || !link?.notifying) seen.push({ kind: 'unheard' });
        else around.changed(notifyPath, shown.faces.characteristic, new Map([['Value', shown.octets(bytes)]]));
      },
      disconnected() {
        lost = true;
        if (mine && mine === far) drop('device');
      },
    };
    const asked = hang?.() ?? Promise.resolve(near ? device.connect(central) : undefined);
    try {
      mine = await Promise.race([asked, abandoned]);
    } catch (fault) {
      void asked.then((late) => late?.disconnect());
      throw fault;
    } finally {
      abandon = undefined;
    }
    if (!mine || lost) throw silence();
    return mine;
  };
  const notifyPath = shown.characteristicPath(path, 'notify');

  const stopWatching = device.watch(() => look());
  look();

  return {
    address,
    path,
    seen,
    objects: () => (listed ? new Map([...ownObject(), ...(link ? services() : [])]) : new Map()),
    scanned: () => look(true),
    async connect() {
      await leaving;
      if (link) return nothing;
      if (abandon) throw busFault('org.bluez.Error.InProgress', 'In Progress');
      try {
        far = await reach();
      } catch (fault) {
        seen.push({ kind: 'refused' });
        look();
        throw fault;
      }
      link = openLink(
        far,
        (sight) => seen.push(sight),
        (on) => around.changed(notifyPath, shown.faces.characteristic, new Map([['Notifying', shown.flag(on)]])),
        () => hold?.(),
      );
      seen.push({ kind: 'connected' });
      tell(['Connected', shown.flag(true)]);
      around.added(services());
      tell(['UUIDs', shown.texts([shown.service])], ['ServicesResolved', shown.flag(true)]);
      return nothing;
    },
    disconnect() {
      abandon?.(silence());
      drop('host');
      return nothing;
    },
    async perform(call) {
      if (!link) throw busFault('org.bluez.Error.NotConnected', 'Not Connected');
      return link.perform(call);
    },
    holdWrites() {
      const first = gate();
      const answered = gate();
      hold = () => {
        first.open();
        return answered.opened;
      };
      const release = () => {
        hold = undefined;
        answered.open();
      };
      return { arrived: first.opened, release };
    },
    holdConnects() {
      const first = gate();
      hang = () => {
        first.open();
        return forEver();
      };
      const release = () => {
        hang = undefined;
      };
      return { arrived: first.opened, release };
    },
    inRange(now) {
      near = now;
      if (!near) drop('distance');
      look();
    },
    close() {
      stopWatching();
      drop('host');
    },
  };
};
