import type { PeripheralLink } from '../../../src/virtual/parts/peripheral';
import type { Role } from './bluez-objects';
import { type Answer, busFault, nothing } from './dbus-bus';
import type { Sight } from './sights';

/** The GATT operations of one connection: an acknowledged one takes its time, and BlueZ takes no second one meanwhile. */

export interface GattCall {
  role: Role;
  member: string;
  bytes: Uint8Array;
  /** A write that is not acknowledged. */
  command: boolean;
}

export interface BluezLink {
  readonly notifying: boolean;
  perform(call: GattCall): Promise<Answer>;
  /** What is under way fails; the far end is not told. */
  lose(): void;
}

/** At the shortest interval between two connection events that Bluetooth allows, ms. */
const connectionEventMs = 7.5;

export const openLink = (
  far: PeripheralLink,
  note: (sight: Sight) => void,
  notifyingChanged: (on: boolean) => void,
  /** Undefined while acknowledgements of writes are not held back. */
  held: () => Promise<void> | undefined,
): BluezLink => {
  const under = new Set<string>();
  let notifying = false;
  let lose = () => {};
  const lost = new Promise<never>((_, failed) => {
    lose = () => failed(busFault('org.bluez.Error.Failed', 'Not connected'));
  });
  lost.catch(() => undefined);

  const acknowledged = async (operation: string, work: () => Answer): Promise<Answer> => {
    if (under.has(operation)) {
      note({ kind: 'overlap' });
      throw busFault('org.bluez.Error.InProgress', 'In Progress');
    }
    under.add(operation);
    try {
      await Promise.race([lost, new Promise((done) => setTimeout(done, connectionEventMs))]);
      if (operation.startsWith('write')) await Promise.race([lost, held()]);
      return work();
    } finally {
      under.delete(operation);
    }
  };

  const write = ({ bytes, command }: GattCall): Answer => {
    note({ kind: 'write', size: bytes.length, acknowledged: !command });
    far.write(bytes);
    return nothing;
  };

  const notify = (on: boolean): Answer => {
    notifying = on;
    note({ kind: 'notifications', on });
    notifyingChanged(on);
    return nothing;
  };

  return {
    get notifying() {
      return notifying;
    },
    async perform(call) {
      const called = `${call.role} ${call.member}`;
      if (called === 'write WriteValue') return call.command ? write(call) : acknowledged(called, () => write(call));
      if (called === 'notify StartNotify') return acknowledged('notify', () => notify(true));
      if (called === 'notify StopNotify') return acknowledged('notify', () => notify(false));
      // TuyaOpen puts nothing into it (ble-pairing, section 3).
      if (called === 'read ReadValue') return acknowledged(called, () => ['ay', new Uint8Array()]);
      throw busFault('org.bluez.Error.NotSupported', called);
    },
    lose: () => lose(),
  };
};
