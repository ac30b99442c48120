import { own } from '../../model/own';
import type { Details } from '../../model/problem';
import type { FactCode } from '../../model/run';
import { catalog } from '../catalog';
import { joined, number, short, told } from '../details';
import { formats } from '../format';
import { bindStepNames } from './bind';
import { lockNames } from './locks';

const f = formats('en');
const rev = (d: Details) => told(d, 'revision') && `rev ${told(d, 'revision')?.replace(/^v/, '')}`;
const size = (d: Details, key: string) => (number(d, key) ? f.bytes(number(d, key) ?? 0) : undefined);

const steps: Readonly<Record<string, string>> = bindStepNames;
const switched: Readonly<Record<string, string>> = { true: 'on', false: 'off' };
const value = (d: Details) => own(switched, told(d, 'value') ?? '') ?? told(d, 'value');

const place = (d: Details) => `0x${(number(d, 'offset') ?? 0).toString(16).toUpperCase()}`;

/** What told the program that was written from any other. */
const answersBy = new Map<string | undefined, (d: Details) => string>([
  ['slot', (d) => `started from ${told(d, 'slot') ?? 'its slot'}`],
  ['build', (d) => joined(' ', 'answers as build', told(d, 'build'))],
  ['name', () => 'answers by a name of its own'],
  ['only', () => 'answers, the only program in the flash'],
]);

const writingAt = (d: Details) =>
  number(d, 'baud')
    ? `writing at ${f.count(number(d, 'baud') ?? 0)} baud: the line does not carry ${f.count(number(d, 'asked') ?? 0)}`
    : 'writing';

/** Of an image that was partly there. */
const sentOf = (d: Details) => {
  if (!number(d, 'kept')) return size(d, 'size');
  return number(d, 'sent')
    ? `sent ${size(d, 'sent')} of ${size(d, 'size')}, the rest was there`
    : joined(', ', size(d, 'size'), 'all of it was there');
};

/** One fact under a station: what was seen, not "done". */
const wording: Readonly<Record<FactCode, (d: Details) => string>> = {
  'chip-told': (d) => joined(', ', rev(d), size(d, 'flashBytes'), lockNames(d)) || 'told by the chip',
  'heard-nothing': () => 'nothing heard yet',
  'hand-needed': () => 'your hand is needed',
  resetting: () => 'resetting into the loader',
  booting: () => 'waiting for its banner',
  preparing: () => 'getting the loader ready',
  writing: (d) =>
    joined(', ', writingAt(d), number(d, 'resumed') !== undefined && `resumed at ${number(d, 'resumed')} %`),
  checking: () => 'the chip checks what it holds',
  'slot-starts': (d) => `into ${told(d, 'slot') ?? 'its slot'} at ${place(d)}, which starts`,
  'slot-set': (d) => `into ${told(d, 'slot') ?? 'its slot'} at ${place(d)}, set to start`,
  answers: (d) => (answersBy.get(told(d, 'by')) ?? answersBy.get('only')!)(d),
  'not-told-apart': () => 'checksum equal, not seen running',
  'stores-kept': (d) => joined(' ', short(told(d, 'uuid')) ?? 'what the board had stored', 'kept: checksum as before'),
  'md5-equal': (d) => joined(', ', 'checksum equal', sentOf(d), told(d, 'slot') && `in ${told(d, 'slot')}`),
  'set-aside': (d) => joined(' ', short(told(d, 'uuid')), 'set aside for this board'),
  sending: () => 'sent, waiting for the answer',
  'calibration-restored': (d) => joined(', ', 'radio calibration written back', told(d, 'mac')),
  'already-has-it': () => 'already on the board',
  'otp-holds-another': (d) => joined(' ', 'one-time memory holds', short(told(d, 'uuid'))),
  'writing-again': () => 'one-time memory is empty, writing again',
  'not-in-otp': () => 'the firmware put it into its flash',
  accepted: (d) =>
    joined(' ', 'uuid', short(told(d, 'uuid')), told(d, 'place') === 'otp' ? 'in one-time memory' : undefined),
  adopted: () => 'found on the board, now in the ledger',
  'reading-back': () => 'reading back',
  restarting: () => 'restarting, then once more',
  'read-back-once': () => 'read back once, equal',
  'read-back-twice': () => 'read back twice, equal',
  'kept-theirs': () => 'kept its own, which this ledger does not have',
  'sent-no-answer': () => 'sent, no answer',
  stopped: () => 'stopped by hand',
  'not-in-plan': () => 'left out by plan',
  'not-bound-here': () => 'no product in the plan',
  'own-banner': (d) => joined(' ', told(d, 'name'), told(d, 'version')) || 'its own banner',
  'getting-token': () => 'asking for a token',
  'looking-for-board': () => 'looking for its advertisement',
  'choose-in-list': () => 'choose it in the browser’s list',
  connecting: () => 'connecting',
  handshake: () => 'it proves that it holds the license',
  paired: () => 'paired',
  'wifi-sent': (d) => joined(' ', told(d, 'ssid'), 'and token sent'),
  'wifi-accepted': () => 'Wi‑Fi name, password and token handed over',
  'show-qr': () => 'shows a QR code',
  'waiting-for-phone': () => 'waiting for the phone',
  'was-bound': () => 'was bound before',
  'letting-go': () => 'asked to forget its binding',
  released: () => 'seen without its binding',
  'binding-step': (d) => own(steps, told(d, 'step') ?? '') ?? 'on its way',
  'has-device-id': (d) => joined(' ', 'device', short(told(d, 'deviceId'))),
  'keys-not-kept': () => 'its keys could not be kept here',
  'dp-sent': (d) => joined(' ', 'DP', told(d, 'id'), 'sent'),
  'dp-answered': (d) => joined(' ', 'DP', told(d, 'id'), value(d), 'and back in', told(d, 'ms'), 'ms'),
};

export const facts = catalog('facts', { of: wording });
