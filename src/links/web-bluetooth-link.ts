/// <reference types="web-bluetooth" />
/** An opened connection of the browser's Bluetooth as the bench's link: what was heard, who ended it, one write at a time. */
import { BenchError } from '../model/problem';
import type { RadioLink } from './radio';

const bytesOf = ({ buffer, byteOffset, byteLength }: DataView): Uint8Array =>
  new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);

/** From before the connection on, so that nothing of it is missed. */
export const listenToDevice = (device: BluetoothDevice, server: BluetoothRemoteGATTServer) => {
  const early: Uint8Array[] = [];
  let listener: ((bytes: Uint8Array) => void) | undefined;
  let notify: BluetoothRemoteGATTCharacteristic | undefined;
  let by: 'device' | 'host' | undefined;
  let settle: (by: 'device' | 'host') => void = () => {};
  const closed = new Promise<'device' | 'host'>((resolve) => {
    settle = resolve;
  });

  const heard = () => {
    if (!notify?.value) return;
    const bytes = bytesOf(notify.value);
    if (listener) listener(bytes);
    else early.push(bytes);
  };
  const end = (who: 'device' | 'host') => {
    if (by) return;
    by = who;
    device.removeEventListener('gattserverdisconnected', left);
    notify?.removeEventListener('characteristicvaluechanged', heard);
    settle(who);
  };
  /** The event of an attempt before this one may come late. */
  const left = () => {
    if (!server.connected) end('device');
  };

  device.addEventListener('gattserverdisconnected', left);
  return {
    closed,
    end,
    isOver: () => by !== undefined,
    async hear(characteristic: BluetoothRemoteGATTCharacteristic) {
      notify = characteristic;
      notify.addEventListener('characteristicvaluechanged', heard);
      await notify.startNotifications();
    },
    listen(next: (bytes: Uint8Array) => void) {
      listener = next;
      for (const bytes of early.splice(0)) next(bytes);
    },
  };
};

export const createWebLink = (
  server: BluetoothRemoteGATTServer,
  write: BluetoothRemoteGATTCharacteristic,
  ears: ReturnType<typeof listenToDevice>,
): RadioLink => {
  let turn: Promise<unknown> = Promise.resolve();
  const writeNow = async (bytes: Uint8Array): Promise<void> => {
    if (ears.isOver()) throw new BenchError('radio.lost');
    const value = Uint8Array.from(bytes);
    try {
      // 2B11 is often without acknowledgement.
      await (write.properties.write ? write.writeValueWithResponse(value) : write.writeValueWithoutResponse(value));
    } catch (fault) {
      throw new BenchError('radio.lost', {}, { cause: fault });
    }
  };
  return {
    // The browser refuses a second operation while one is under way.
    write(bytes) {
      const mine = turn.then(() => writeNow(bytes));
      turn = mine.catch(() => {});
      return mine;
    },
    listen: ears.listen,
    closed: ears.closed,
    async close() {
      // The next connection goes through the same server.
      if (ears.isOver()) return;
      ears.end('host');
      server.disconnect();
    },
  };
};
