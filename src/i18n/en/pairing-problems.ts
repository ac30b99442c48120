/** What goes wrong between a license and a bound device. Part of the catalog of problems. */
import { own } from '../../model/own';
import type { Details, ProblemCode } from '../../model/problem';
import { number, short, told } from '../details';

/** Radio, pairing, binding and the first data point. */
export type PairingProblem = Extract<
  ProblemCode,
  | `radio.${string}`
  | `pair.${string}`
  | `wifi.${string}`
  | `token.${string}`
  | `bind.${string}`
  | `control.${string}`
  | 'plan.not-ready'
  | 'browser.no-bluetooth'
  | 'cloud.refused'
>;

interface Words {
  title: (d: Details) => string;
  what: (d: Details) => string;
}

const network = (d: Details) => (told(d, 'ssid') ? `“${told(d, 'ssid')}”` : 'the network');
const code = (d: Details) => (told(d, 'code') ? ` The log says ${told(d, 'code')}.` : '');
const cloudSays = (d: Details) =>
  `The cloud answered ${told(d, 'code') ?? 'no'}${told(d, 'msg') ? `, “${told(d, 'msg')}”` : ''}.`;

const byCable = (d: Details) => (told(d, 'link') === 'cable' ? ' over its cable' : '');
/** X.509, as Mbed TLS numbers it: 4 another name, 8 another root. */
const isOtherName = (d: Details) => ((number(d, 'code') ?? 0) & 12) === 4;

const crashTitles: Readonly<Record<string, string>> = {
  assert: 'The firmware stopped at an assertion',
  exception: 'The firmware crashed',
  abort: 'The firmware gave itself up',
  stack: 'A task of the firmware ran out of stack',
  heap: 'The firmware has damaged its memory',
  watchdog: 'The firmware hung until its watchdog bit',
  brownout: 'The board’s power broke down',
};
const crashPlace = (d: Details) => {
  const said = ['place', 'task', 'reason'].flatMap((name) => told(d, name) || []);
  return said.length > 0 ? `It says ${said.join(', ')}. ` : '';
};

const isOff = (d: Details) => told(d, 'reason') === 'off' || number(d, 'off') === 1;

export const pairingProblems: Readonly<Record<PairingProblem, Words>> = {
  'cloud.refused': {
    title: (d) => `The cloud said no${told(d, 'code') ? `: ${told(d, 'code')}` : ''}`,
    what: (d) => `${cloudSays(d)} Nothing was changed on the board.`,
  },
  'browser.no-bluetooth': {
    title: (d) => (isOff(d) ? 'Bluetooth is off on this computer' : 'This browser has no Bluetooth for pages'),
    what: (d) =>
      isOff(d)
        ? 'The browser has it, and finds no adapter that works. Switch it on, or bind the board by phone and QR code.'
        : told(d, 'system') === 'Linux'
          ? 'On Linux, Chrome has it behind chrome://flags/#enable-web-bluetooth. A phone app can bind the board by QR code meanwhile.'
          : 'Chrome and Edge on a computer have it. A phone app can bind the board by QR code meanwhile.',
  },
  'radio.none-chosen': {
    title: () => 'No board was chosen',
    what: () =>
      'The list of the browser was closed. It shows this one board only; when it stays empty, the board is bound already, is not advertising, or advertises for another product.',
  },
  'radio.not-found': {
    title: () => 'The board is not on the air',
    what: () =>
      'Nobody unbound advertises with this license. A board that is bound already advertises differently; one that is online, or whose firmware does not run, not at all.',
  },
  'radio.connect-failed': {
    title: () => 'Bluetooth could not connect',
    what: () => 'Two attempts failed. The board is far away, busy with another phone, or has just restarted.',
  },
  'radio.no-service': {
    title: () => 'This device cannot be paired here',
    what: () => 'It lacks the Tuya pairing service (FD50). It may be another device of the same name.',
  },
  'radio.lost': {
    title: () => 'The Bluetooth link broke',
    what: (d) => `The board went away ${atStep(told(d, 'step'))}. It can be paired again; nothing is half done.`,
  },
  'radio.small-packets': {
    title: () => 'This Bluetooth link only carries small packets',
    what: (d) =>
      `The board’s answer needs 165 bytes in one packet, ${number(d, 'got') ?? 20} arrived. Its firmware cannot send the rest in pieces. Chrome on Android does this; a computer usually does not.`,
  },
  'pair.silent': {
    title: () => 'The board does not answer over Bluetooth',
    what: (d) =>
      `It is connected, but cannot read what we say: the license on the device differs from the one selected${told(d, 'uuid') ? ` (${short(told(d, 'uuid'))})` : ''}. That is the usual reason for silence here.`,
  },
  'pair.wrong-license': {
    title: () => 'This is not the license of that device',
    what: () =>
      'It answered, and the proof in its answer was made with another AuthKey or UUID. Nothing was sent to it.',
  },
  'pair.no-answer': {
    title: () => 'The board fell silent',
    what: (d) => `No answer ${atStep(told(d, 'step'))}. A board that is reset starts over.`,
  },
  'pair.unknown-result': {
    title: () => 'The board gave an answer nobody knows',
    what: (d) =>
      `To the question whether it is paired it said ${told(d, 'result') ?? 'something'}; only 00, 01 and 02 have a meaning. No password was sent to it.`,
  },
  'pair.was-bound': {
    title: () => 'This board is bound already',
    what: (d) =>
      `It belongs to a cloud project${told(d, 'deviceId') ? ` as ${short(told(d, 'deviceId'))}` : ''}. It can stay so, or be released and bound anew.`,
  },
  'pair.still-bound': {
    title: () => 'The board did not let go',
    what: (d) =>
      told(d, 'result')
        ? `Asked to forget its binding it answered ${told(d, 'result')}, which is a no. It is still bound, and was given nothing.`
        : 'It was asked to forget its binding, and it says that it is still bound. It was given nothing.',
  },
  'pair.refused': {
    title: () => 'The board did not take the network',
    what: (d) =>
      `It answered ${told(d, 'result') ?? 'with a refusal'}: a field is missing, too long or unreadable. It stays unbound.`,
  },
  'pair.not-listening': {
    title: () => 'The board is not waiting for a network',
    what: () =>
      'It is paired, but no pairing session is open in its firmware: it was configured before, or stopped waiting. A reset opens it again.',
  },
  'pair.no-license': {
    title: () => 'Which license does this board have?',
    what: () => 'Bluetooth pairing needs its UUID and AuthKey. Let the license station run, or read the board.',
  },
  'pair.chip-no-bluetooth': {
    title: (d) => `${told(d, 'chip') ?? 'This chip'} has no Bluetooth`,
    what: () => 'A phone app can bind the board by QR code.',
  },
  'pair.chip-no-wifi': {
    title: (d) => `${told(d, 'chip') ?? 'This chip'} has no Wi-Fi`,
    what: () =>
      'It cannot reach the cloud by itself, so there is nothing to bind. Flash, license and boot work as usual.',
  },
  'pair.not-scanned': {
    title: () => 'Nobody has scanned the code',
    what: (d) =>
      `The board waited ${Math.round((number(d, 'seconds') ?? 300) / 60)} min for a phone. It is unbound, and waits on.`,
  },
  'wifi.missing': {
    title: (d) => (told(d, 'ssid') ? `The password of ${network(d)} is missing` : 'Which Wi-Fi should the board join?'),
    what: () =>
      'Name and password are asked for before the board is touched. The password stays in memory, until this page is closed.',
  },
  'wifi.cannot-scan': {
    title: () => 'This board cannot tell what it hears',
    what: (d) =>
      told(d, 'why') === 'refused'
        ? `Its radio refused to look around (${told(d, 'rt') ?? ''}): it has not started yet, or is joining a network. Ask again in a moment.`
        : told(d, 'why') === 'no-command'
          ? 'Its firmware has no `sys_wifi_scan`: it was built without the serial commands, or is older than they are. The name can be typed.'
          : 'Its answer is none the bench can read. The name can be typed.',
  },
  'wifi.open': {
    title: () => 'Open networks cannot be handed over',
    what: () =>
      'Firmware since 2026 refuses an empty password over Bluetooth. A phone app can do it by QR code, or choose a network with a password.',
  },
  'wifi.too-long': {
    title: (d) => (told(d, 'field') === 'password' ? 'The password is too long' : 'The network name is too long'),
    what: (d) => `The board holds ${number(d, 'most') ?? 32} bytes of UTF-8. It would damage its memory with more.`,
  },
  'token.no-owner': {
    title: () => 'Who will own the device?',
    what: () =>
      'A pairing token is made for an asset of the project, or for a user of its app. Choose one in the plan.',
  },
  'plan.not-ready': {
    title: () => 'Not everything is ready',
    what: () => 'The pre-flight check found what would stop the run later. Nothing has been touched.',
  },
  'bind.wifi-password': {
    title: (d) => `${network(d)} refused the password`,
    what: (d) => `The board saw the network and was turned away.${code(d)} Capitals and spaces count.`,
  },
  'bind.wifi-not-found': {
    title: (d) => `The board cannot see ${network(d)}`,
    what: () =>
      'It took the password, looked for the network and never met it. Its radio is 2.4 GHz only: a 5 GHz network does not exist for it.',
  },
  'bind.no-network': {
    title: () => 'The board has no network',
    what: (d) =>
      `It tries to join ${network(d)} and does not say why it fails.${code(d)} Mostly the password is wrong, or the network is 5 GHz only.`,
  },
  'bind.token-refused': {
    title: () => 'The cloud refused the token',
    what: () =>
      'Tokens are good once, for about five minutes. This board asks with the old one every second and never stops: reset it, then pair again.',
  },
  'bind.not-authorised': {
    title: () => 'Not authorised: the cloud does not accept this license',
    what: () =>
      'The license is not a TuyaOpen one, has not been released, or belongs to another product line. A TuyaOpen license from the same account helps.',
  },
  'bind.license-elsewhere': {
    title: () => 'This license is in use on another device',
    what: (d) =>
      `One UUID can be online once${told(d, 'uuid') ? ` (${short(told(d, 'uuid'))})` : ''}. Remove the other device in its app, or give this board a license of its own.`,
  },
  'bind.no-license': {
    title: () => 'No license is stored on the board',
    what: () =>
      'The firmware goes on with the one it was compiled with. If nobody has written one into tuya_config.h, that is the “uuidxxxx” placeholder, which the cloud never takes; the log does not say which.',
  },
  'bind.placeholder-license': {
    title: () => 'The firmware runs with its placeholder license',
    what: () =>
      'No license was found on the board, so it uses the “uuidxxxx” it was compiled with. The cloud never takes that one.',
  },
  'bind.pid-mismatch': {
    title: () => 'Product and firmware do not match',
    what: (d) =>
      `The firmware asks for ${told(d, 'pid') ? `product ${told(d, 'pid')}` : 'a product'} which the cloud does not know for this license. Choose the firmware that was built for your product.`,
  },
  'bind.clock': {
    title: () => 'The clocks do not agree',
    what: (d) =>
      `The cloud refuses requests that are off in time.${code(d)} Set this computer’s clock, then pair again.`,
  },
  'bind.link-down': {
    title: (d) => (told(d, 'link') === 'cable' ? 'The network cable has no link' : 'The board lost its network'),
    what: (d) =>
      told(d, 'link') === 'cable'
        ? 'No cable, a dead socket, or no address from the router: nothing goes on before it is back.'
        : `It was in ${network(d)} and fell out before it was bound. It tries again by itself.`,
  },
  'bind.no-dns': {
    title: (d) => `The board cannot look up ${told(d, 'host') ?? 'the cloud'}`,
    what: (d) =>
      told(d, 'host') === '(null)'
        ? 'The firmware asks for a host without a name: it was built without the address of its cloud.'
        : `It has a network${byCable(d)}, and nobody there gives it an address for this name. A router without internet, a captive portal or a filtering DNS does that.`,
  },
  'bind.unreachable': {
    title: (d) => `The board cannot reach ${told(d, 'host') ?? (told(d, 'peer') ? 'the message broker' : 'the cloud')}`,
    what: (d) =>
      `No connection to it opens${byCable(d)}.${code(d)} The license has nothing to do with it: a firewall, a closed port or no way to the internet does that.`,
  },
  'bind.no-endpoint': {
    title: () => 'The board does not find the cloud',
    what: (d) =>
      `It is online, but the address service does not answer.${code(d)} A firewall, a captive portal or DNS does that.`,
  },
  'bind.other-cloud': {
    title: (d) => `${told(d, 'host') ?? 'The host'} has a certificate of another cloud`,
    what: (d) =>
      isOtherName(d)
        ? `It is made out for another name.${code(d)} A host that is reached by its address has to carry that address as a name, too.`
        : `It is signed by a root that this board does not know.${code(d)} Somebody stands between, or the board was once paired with another cloud: it keeps that root, also after a reset, until it is paired anew or its whole flash is erased.`,
  },
  'bind.tls': {
    title: () => 'The board cannot make a safe connection',
    what: (d) =>
      `TLS to ${told(d, 'host') ?? 'the cloud'} failed.${code(d)} With good Wi-Fi that means DNS, time or a firewall.`,
  },
  'bind.activation-failed': {
    title: () => 'Activation was refused',
    what: (d) => `${told(d, 'msg') ? `The cloud says “${told(d, 'msg')}”.` : 'The cloud gave no reason.'}${code(d)}`,
  },
  'bind.login-refused': {
    title: (d) =>
      told(d, 'client') === 'bluetooth'
        ? 'The board cannot read what it is sent'
        : told(d, 'client') === 'device'
          ? 'The cloud refused the login of the device'
          : 'The cloud turned the license away',
    what: (d) =>
      told(d, 'client') === 'bluetooth'
        ? 'It was written with another AuthKey or UUID than the board has.'
        : told(d, 'client') === 'device'
          ? `It is activated and cannot get online.${code(d)} It tries again by itself, with longer and longer pauses.`
          : 'The board cannot log in with it: the AuthKey on the board is not the one that belongs to this UUID.',
  },
  'bind.broker-refused': {
    title: () => 'The device was removed while it was offline',
    what: () => 'The message broker refused it, so it has wiped its binding and waits for a new token.',
  },
  'bind.crashed': {
    title: (d) => crashTitles[told(d, 'kind') ?? ''] ?? 'The firmware crashed',
    what: (d) =>
      `${crashPlace(d)}${told(d, 'kind') === 'brownout' ? 'The supply gave way, mostly when the radio starts: another cable or port, or power of its own. ' : ''}The board starts anew each time. What comes before in the log was still well.`,
  },
  'bind.report-dropped': {
    title: (d) =>
      told(d, 'kind') === 'bitmap'
        ? 'This firmware drops every report of flags'
        : `The firmware dropped a report: ${told(d, 'value') ?? 'its text'} is out of range`,
    what: (d) =>
      told(d, 'kind') === 'bitmap'
        ? `A known fault of TuyaOpen up to 1.8.0: its check of a fault data point can never pass, so ${told(d, 'value') ?? 'the value'} never left the board. Bindings and other data points are not touched. Build with a version that has mended dp_type_check in dp_schema.c, or report the flags in a value data point until then.`
        : `The product allows ${told(d, 'least') ? `${told(d, 'least')} to ` : 'up to '}${told(d, 'most') ?? 'less'}; what does not fit never leaves the board, and the cloud hears nothing. Mend the firmware, or the product’s limits.`,
  },
  'bind.unheard': {
    title: () => 'Nothing more was heard',
    what: (d) =>
      `The board took network and token${number(d, 'seconds') ? ` ${number(d, 'seconds')} s ago` : ''} and has not come online. Silence here is mostly a wrong Wi-Fi password or a 5 GHz network.`,
  },
  'control.no-point': {
    title: () => 'This product has nothing to switch',
    what: () => 'None of its data points can be set, or the cloud told of none. The device is bound all the same.',
  },
  'control.refused': {
    title: () => 'The cloud refused the command',
    what: (d) => `${cloudSays(d)} The device is bound all the same.`,
  },
  'control.no-answer': {
    title: () => 'The device did not answer',
    what: (d) =>
      `The cloud took the command${told(d, 'dp') ? ` for ${told(d, 'dp')}` : ''}, and no report came back within ${number(d, 'seconds') ?? 10} s. The device is bound all the same.`,
  },
};

const steps: Readonly<Record<string, string>> = {
  'device-info': 'while it introduced itself',
  pair: 'while pairing',
  config: 'while it was given the network',
  release: 'while it was asked to forget its binding',
  'data-point': 'while a data point was on its way',
};
const atStep = (step: string | undefined): string => own(steps, step ?? '') ?? 'in mid-conversation';
