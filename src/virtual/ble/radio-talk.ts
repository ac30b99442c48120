/** One side of a connection as the firmware's commands see it: what is said, in which mode, and what that takes (ble-pairing, sections 4 to 6). */
import type { Frame } from '../../protocols/tuya-ble/frame';
import type { Mode } from '../../protocols/tuya-ble/keys';
import { sealMessage } from '../../protocols/tuya-ble/message';
import { splitMessage } from '../../protocols/tuya-ble/pieces';
import type { Keyring } from './keyring';
import type { RadioHost } from './radio-host';

/** Work on the firmware's one queue: each yield is time that passes, in ms, with nothing else done meanwhile. */
export type Steps = Generator<number, void>;

export interface Request {
  frame: Frame;
  mode: Mode;
}

export interface Talk {
  readonly host: RadioHost;
  readonly keyring: Keyring;
  readonly deviceId: Uint8Array;
  paired: boolean;
  /** Longest piece towards the central, bytes with its head. */
  pkgLen: number;
  /** In the mode of the request. */
  answer(request: Request, data: Uint8Array): Steps;
  /** In the device's own mode, and not at all before `pair` has succeeded. */
  say(command: number, ackSn: number, data: Uint8Array): Steps;
  disconnect(): void;
}

/** What the connection itself lends to the talk. */
export interface Wire {
  /** False when nobody is connected any more. */
  notify(bytes: Uint8Array): boolean;
  disconnect(): void;
}

export const bootPkgLen = 1024;
/** Of the characteristic; a link may carry less. */
const mostNotified = 244;
const attHeadBytes = 3;
const pauseMs = 20;
const sequences = 16;

/** `nextSn` counts the messages of this connection. */
export const createTalk = (
  host: RadioHost,
  keyring: Keyring,
  deviceId: Uint8Array,
  wire: Wire,
  nextSn: () => number,
): Talk => {
  /** Since boot; gives 0 to 15 once and then 0 for ever (section 4). */
  let sequence = 0;
  const nextSequence = (): number => (sequence >= sequences ? 0 : sequence++);

  function* send(mode: Mode, frame: Omit<Frame, 'sn'>): Steps {
    const sn = nextSn();
    const iv = Uint8Array.from(host.random(16));
    const key = mode === 0 ? undefined : keyring.toSeal(mode);
    if (mode !== 0 && !key) {
      host.log('E', 'ble_mgr.c:560', 'ble frame encrypt err');
      return;
    }
    const message = sealMessage({ mode, iv, key, frame: { ...frame, sn } });
    const [first] = splitMessage(message, { size: talk.pkgLen, seq: nextSequence() });
    if (!first) {
      host.log('E', 'ble_mgr.c:591', 'ble_send_data_to_app  pkg_encode error -1');
      return;
    }
    // The loop ends after its first piece: the result of sending overwrites the status "more to come" (section 4).
    if (!wire.notify(first.slice(0, Math.min(mostNotified, host.mtu - attHeadBytes)))) return;
    yield host.timed === false ? 0 : pauseMs;
    host.log('D', 'ble_mgr.c:606', `ble resp finish. len:${message.length}, rt:0x0`);
  }

  const talk: Talk = {
    host,
    keyring,
    deviceId,
    paired: false,
    pkgLen: bootPkgLen,
    answer: ({ frame, mode }, data) => send(mode, { ackSn: frame.sn, command: frame.command, data }),
    *say(command, ackSn, data) {
      if (!talk.paired) {
        host.log('N', 'ble_mgr.c:637', 'ble not paired');
        return;
      }
      yield* send(host.binding() ? 15 : 12, { ackSn, command, data });
    },
    disconnect: wire.disconnect,
  };
  return talk;
};
