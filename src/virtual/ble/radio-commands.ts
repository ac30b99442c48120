/** Who the device is, whether the central is the right one, and its release (ble-pairing, section 7). */
import { commands, pairResults, releaseDone } from '../../protocols/tuya-ble/commands';
import { readDeviceInfoRequest, writeDeviceInfo } from '../../protocols/tuya-ble/device-info';
import { isSilent } from './radio-host';
import { bootPkgLen, type Request, type Steps, type Talk } from './radio-talk';

/** Hardened firmware takes these lengths of a piece; for anything else the third has its own, and the fourth no answer. */
const pkgLens = { least: 20, most: 1024 } as const;

const pkgLenFor = ({ host }: Talk, asked: number): number | undefined => {
  if (host.generation < 3 || (asked >= pkgLens.least && asked <= pkgLens.most)) return asked;
  return host.generation === 3 ? bootPkgLen : undefined;
};

/** What is late is so by this much: longer than a central waits for anything else. */
const lateMs = 7000;

export function* answerDeviceInfo(talk: Talk, request: Request): Steps {
  const { host, keyring } = talk;
  const asked = readDeviceInfoRequest(request.frame.data);
  if (asked === undefined || isSilent(host, 'device-info')) return;
  const pkgLen = pkgLenFor(talk, asked);
  if (pkgLen === undefined) return;
  talk.pkgLen = pkgLen;
  const bound = host.binding() !== undefined;
  host.log('D', 'ble_trsmitr.c:112', `ble sub packet lenth set:${talk.pkgLen}`);
  host.log('N', 'ble_mgr.c:792', `ble dev info: state:${bound ? 1 : 0}, pkg_len:${talk.pkgLen}`);
  const random = keyring.drawP();
  const securityLevel = host.generation === 1 ? 0 : 1;
  yield* talk.answer(request, writeDeviceInfo({ bound, random, proof: keyring.proof(), securityLevel }));
}

const startsWith = (data: Uint8Array, id: Uint8Array): boolean => id.every((byte, index) => byte === data[index]);

/** `paired` stops the clock that ends connections without it. */
export function* answerPair(talk: Talk, request: Request, paired: () => void): Steps {
  const { host } = talk;
  if (isSilent(host, 'pair')) return;
  if (host.generation === 4 && request.frame.data.length < talk.deviceId.length) return;
  const right = startsWith(request.frame.data, talk.deviceId);
  if (right) {
    paired();
    talk.paired = true;
    host.log('N', 'ble_mgr.c:714', 'Ble is paired');
  } else host.log('E', 'ble_mgr.c:717', 'ble pair id not match');
  const { alreadyBound, paired: done, wrongId } = pairResults;
  yield* talk.answer(request, Uint8Array.of(right ? (host.binding() ? alreadyBound : done) : wrongId));
  const link = host.link();
  host.log('D', 'ble_mgr.c:733', `ble send netstat ${link}`);
  yield* talk.say(commands.networkStatus, 0, Uint8Array.of(link));
  if (!right) talk.disconnect();
}

/** `unbind` and `reset` are one and the same. */
export function* answerRelease(talk: Talk, request: Request): Steps {
  const { resetAnswer } = talk.host;
  if (resetAnswer === 'late') yield lateMs;
  if (resetAnswer === undefined || resetAnswer === 'late') yield* talk.answer(request, Uint8Array.of(releaseDone));
  talk.host.reset();
  if (resetAnswer !== 'lost') talk.disconnect();
}
