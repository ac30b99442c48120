/// <reference types="web-bluetooth" />
/**
 * The browser's own Bluetooth as the bench's radio. Lives in the page: workers have none. Knows where a Tuya device keeps
 * its two characteristics (ble-pairing, section 3) and nothing of what passes through them.
 */
import { own } from '../model/own';
import { BenchError, type ProblemCode } from '../model/problem';
import type { RadioDevice, RadioFilter, RadioLink } from './radio';
import { pause, waitFor } from './wait';
import { createWebLink, listenToDevice } from './web-bluetooth-link';

/** FD50, and what devices of service version 1 have instead. */
const doors = [
  {
    service: 0xfd50,
    advertised: 0xfd50,
    write: '00000001-0000-1001-8001-00805f9b07d0',
    notify: '00000002-0000-1001-8001-00805f9b07d0',
  },
  { service: 0x1910, advertised: 0xa201, write: 0x2b11, notify: 0x2b10 },
] as const;

/** What every device of this kind advertises, also where its scan response is missed, and bound or not. */
export const anyDevice: readonly RadioFilter[] = doors.map(({ advertised }) => ({ services: [advertised] }));

const watchdogMs = 10_000;
/** A link that was given up is over for the page before it is for the browser: who comes sooner is given it once more, and loses it. */
const betweenAttemptsMs = 500;
const attempts = 2;

type Moment = 'choosing' | 'connecting';

/** By the name of the browser's error, never by its words. */
const named: Readonly<Record<Moment, Readonly<Record<string, ProblemCode>>>> = {
  choosing: {
    NotFoundError: 'radio.none-chosen',
    AbortError: 'radio.none-chosen',
    SecurityError: 'browser.no-bluetooth',
  },
  connecting: { NotFoundError: 'radio.no-service', SecurityError: 'radio.no-service' },
};
const otherwise: Readonly<Record<Moment, ProblemCode>> = {
  choosing: 'unexpected',
  connecting: 'radio.connect-failed',
};

const nameOf = (fault: unknown): string => (fault instanceof Error || fault instanceof DOMException ? fault.name : '');

const asProblem = (moment: Moment, fault: unknown): BenchError => {
  if (fault instanceof BenchError) return fault;
  const reason = nameOf(fault);
  return new BenchError(own(named[moment], reason) ?? otherwise[moment], { reason }, { cause: fault });
};

/** Members that are there and undefined are refused, and so is an empty prefix. */
const asBrowserFilter = ({ services, company, dataPrefix }: RadioFilter): BluetoothLEScanFilter => ({
  ...(services && { services: [...services] }),
  ...(company !== undefined && {
    manufacturerData: [
      {
        companyIdentifier: company,
        ...(dataPrefix?.length && { dataPrefix: Uint8Array.from(dataPrefix) }),
      },
    ],
  }),
});

interface Door {
  write: BluetoothRemoteGATTCharacteristic;
  notify: BluetoothRemoteGATTCharacteristic;
}

const findDoor = async (server: BluetoothRemoteGATTServer): Promise<Door> => {
  let missing: unknown;
  for (const { service, write, notify } of doors) {
    try {
      const found = await server.getPrimaryService(service);
      return { write: await found.getCharacteristic(write), notify: await found.getCharacteristic(notify) };
    } catch (fault) {
      if (nameOf(fault) !== 'NotFoundError') throw fault;
      missing = fault;
    }
  }
  throw missing;
};

/** One attempt; `over` is aborted when nobody waits for it any more. Leaves no connection behind when it rejects. */
const attempt = async (device: BluetoothDevice, server: BluetoothRemoteGATTServer, over: AbortSignal) => {
  const ears = listenToDevice(device, server);
  let abandoned = false;
  /** Once: by the time a stale attempt fails, the next one may be connecting through the same server. */
  const abandon = () => {
    if (abandoned) return;
    abandoned = true;
    ears.end('host');
    server.disconnect();
  };
  over.addEventListener('abort', abandon);
  try {
    await server.connect();
    over.throwIfAborted();
    const { write, notify } = await findDoor(server);
    await ears.hear(notify);
    over.throwIfAborted();
    if (ears.isOver()) throw new BenchError('radio.connect-failed');
    return createWebLink(server, write, ears);
  } catch (fault) {
    abandon();
    throw fault;
  } finally {
    over.removeEventListener('abort', abandon);
  }
};

type Outcome = { link: RadioLink } | { fault: unknown };

const tryOnce = async (device: BluetoothDevice, signal: AbortSignal): Promise<RadioLink> => {
  const server = device.gatt;
  if (!server) throw new BenchError('radio.no-service');
  const over = new AbortController();
  try {
    const outcome = await waitFor<Outcome>(
      (give) => {
        attempt(device, server, over.signal).then(
          (link) => give({ link }),
          (fault: unknown) => give({ fault }),
        );
        return () => {};
      },
      { withinMs: watchdogMs, signals: [signal] },
    );
    if (!outcome) throw new BenchError('radio.connect-failed', { seconds: watchdogMs / 1000 });
    if ('fault' in outcome) throw asProblem('connecting', outcome.fault);
    return outcome.link;
  } catch (fault) {
    over.abort();
    throw fault;
  }
};

const asDevice = (device: BluetoothDevice): RadioDevice => ({
  id: device.id,
  name: device.name ?? '',
  async connect(signal) {
    for (let tried = 1; ; tried += 1) {
      try {
        return await tryOnce(device, signal);
      } catch (fault) {
        const mayRetry = fault instanceof BenchError && fault.code === 'radio.connect-failed' && tried < attempts;
        if (!mayRetry || signal.aborted) throw fault;
        await pause(betweenAttemptsMs, signal);
      }
    }
  },
});

export interface WebBluetooth {
  /** Opens the browser's chooser at once: call it from a click. Rejects with `radio.none-chosen`, `browser.no-bluetooth`. */
  find(filters: readonly RadioFilter[]): Promise<RadioDevice>;
}

export const createWebBluetooth = (bluetooth: Bluetooth): WebBluetooth => ({
  find: (filters) =>
    bluetooth
      .requestDevice({
        filters: filters.map(asBrowserFilter),
        optionalServices: doors.map(({ service }) => service),
      })
      .then(asDevice, async (fault: unknown) => {
        // Without an adapter the same name is given as for a chooser that was closed.
        const isOff = nameOf(fault) === 'NotFoundError' && !(await bluetooth.getAvailability().catch(() => true));
        throw isOff
          ? new BenchError('browser.no-bluetooth', { off: 1 }, { cause: fault })
          : asProblem('choosing', fault);
      }),
});
