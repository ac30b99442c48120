import type { GrantWay } from '../../model/port-grants';
import type { Details, ProblemCode, Remedy } from '../../model/problem';
import { catalog } from '../catalog';
import { number, short, told } from '../details';
import { formats } from '../format';
import { catalogueProblems } from './catalogue-problems';
import { copyProblems } from './copy-problems';
import { eraseProblems } from './erase-problems';
import { firmwareProblems } from './firmware-problems';
import { lockProblems } from './locks';
import { packageProblem } from './package-problems';
import { pairingProblems } from './pairing-problems';
import { recordProblems } from './record-problems';
import { slotProblems } from './slot-problems';
import { storeProblems } from './store-problems';

const f = formats('en');
const quoted = (name: string | undefined, other: string) => (name ? `“${name}”` : other);
const bytes = (d: Details, key: string) => (number(d, key) === undefined ? undefined : f.bytes(number(d, key) ?? 0));
const uuidOf = (d: Details) => short(told(d, 'uuid') ?? told(d, 'found'));

/** A write that ended before it began. */
const nothingWritten = (d: Details) => told(d, 'phase') === 'preparing' || told(d, 'reason') === 'unaligned';

interface ProblemWords {
  title: (d: Details) => string;
  /** What happened, and what has not: one or two sentences. */
  what: (d: Details) => string;
}

const of: Readonly<Record<ProblemCode, ProblemWords>> = {
  ...catalogueProblems,
  ...pairingProblems,
  ...firmwareProblems,
  ...lockProblems,
  ...recordProblems,
  ...storeProblems,
  ...copyProblems,
  ...slotProblems,
  'firmware.package': packageProblem,
  ...eraseProblems,
  'port.busy': {
    title: () => 'The port is taken',
    what: () => 'This page has it open for something else. Nothing was sent to the board.',
  },
  'port.not-opened': {
    title: () => 'The port did not open',
    what: (d) =>
      number(d, 'met') === 1
        ? 'The adapter is plugged in, and one of its kind was opened here before: somebody else has it now, most likely. Nothing was sent to the board.'
        : 'The adapter is plugged in, and the system did not give its port to the browser. Nothing was sent to the board.',
  },
  'port.not-allowed': {
    title: () => 'A policy forbids this port',
    what: () =>
      'The page, or a policy of this computer, lets nobody open serial ports here. Whoever looks after the computer can change that.',
  },
  'port.other-tab': {
    title: () => 'Another tab has this board',
    what: () => 'A Bindery tab in this browser is working with it. One tab at a time speaks to a board.',
  },
  'port.lost': {
    title: () => 'The board went away',
    what: () => 'The port closed while we were using it: the cable was pulled, or the adapter lost power.',
  },
  'port.kept': {
    title: () => 'The browser keeps this port',
    what: () =>
      'The bench gave it back and the browser still shows it, as it does with ports that a policy of this computer allows.',
  },
  'port.line-refused': {
    title: (d) => `The adapter has no ${f.count(number(d, 'baud') ?? 0)} baud`,
    what: (d) =>
      `It refused this speed or this format, and the line is at ${f.count(number(d, 'kept') ?? 0)} baud as it was. Cheap adapters end at 921,600 or 2,000,000.`,
  },
  'port.none-chosen': {
    title: () => 'No port was chosen',
    what: () =>
      'The chooser was closed. If the board was not in its list, the cable or the driver is the usual reason.',
  },
  'browser.no-serial': {
    title: () => 'This browser cannot open serial ports',
    what: () => 'Chrome, Edge and Opera on a computer can. Virtual boards work in every browser.',
  },
  'board.silent': {
    title: () => 'The board does not answer',
    what: (d) =>
      `${number(d, 'attempts') ? `We asked ${f.count(number(d, 'attempts') ?? 0)} times` : 'We kept asking'} and no loader answered. On boards without reset wiring a hand has to start it.`,
  },
  'board.garbled': {
    title: () => 'Something answers, but not in words',
    what: () => 'Bytes arrive that make no sense at this speed. A poor cable, a hub or noise on the line does that.',
  },
  'board.foreign': {
    title: () => 'Something else talks on this port',
    what: () =>
      'It sends text, but not as a board that the bench knows does, and no loader answered. We stopped asking, so as not to disturb it. If it is your board all the same, ask again with a hand on its buttons.',
  },
  'board.log-port': {
    title: () => 'This is the log port of a board',
    what: (d) =>
      `A board speaks here${told(d, 'baud') ? ` at ${told(d, 'baud')} baud` : ''}, and this port can do no more than listen. Choose the other port of the same cable: it flashes, and this one joins it by itself.`,
  },
  'board.unsupported': {
    title: (d) => `${told(d, 'chip') ?? 'This chip'} is not known here`,
    what: () =>
      'It answers like a chip the bench could flash, but the bench has no loader for this one. Nothing was changed.',
  },
  'board.boot-loop': {
    title: () => 'The board restarts again and again',
    what: () => 'Its ROM finds no application it accepts and starts over. Writing a whole image usually ends that.',
  },
  'board.changed': {
    title: () => 'This is another board',
    what: (d) =>
      `The run began on ${told(d, 'expected') ?? 'one MAC'}, now ${told(d, 'found') ?? 'another'} is on this port. Nothing was written to it.`,
  },
  'board.no-banner': {
    title: () => 'The application does not show itself',
    what: (d) =>
      `${number(d, 'written') === 1 ? 'The image is in the flash, proven by checksum, but' : 'The board was restarted, and'} no boot banner came. The log may say why.`,
  },
  'firmware.none-chosen': {
    title: () => 'No firmware is chosen',
    what: () => 'The plan writes firmware and does not say which. Nothing was sent to the board.',
  },
  'firmware.missing': {
    title: () => 'The firmware is no longer on the shelf',
    what: () => 'The plan names a file that has been removed, or whose storage the browser has cleared.',
  },
  'firmware.not-firmware': {
    title: (d) => `${quoted(told(d, 'file'), 'This file')} is not firmware`,
    what: () => 'No header in it is one that a chip of this bench would start.',
  },
  'firmware.wrong-chip': {
    title: (d) => `This firmware is for ${told(d, 'image') ?? told(d, 'wanted') ?? 'another chip'}`,
    what: (d) => `The board is ${told(d, 'board') ?? told(d, 'chip') ?? 'a different one'}. Not one byte was written.`,
  },
  'firmware.bare-app-at-zero': {
    title: () => 'An application alone cannot start at 0x0',
    what: () => 'The boot loader belongs there. Use the merged image, or write this one where its partition begins.',
  },
  'firmware.beyond-flash': {
    title: () => 'The image does not fit this flash',
    what: (d) =>
      `It needs ${bytes(d, 'needs') ?? bytes(d, 'end') ?? 'more room'}; the flash holds ${bytes(d, 'flashBytes') ?? bytes(d, 'has') ?? 'less'}. Not one byte was written.`,
  },
  'firmware.truncated': {
    title: () => 'The file ends too early',
    what: () => 'Its header promises more than is there, as after a broken download. Fetch it again.',
  },
  'firmware.corrupt': {
    title: () => 'The file is damaged',
    what: () => 'Its own checksum does not match its contents. Fetch it again.',
  },
  'firmware.virtual-only': {
    title: () => 'This image is for virtual boards',
    what: () => 'It is made up for trying things out and would not start on a real chip.',
  },
  'flash.unfinished': {
    title: () => 'Its flash is half written',
    what: (d) =>
      `Writing “${told(d, 'file') ?? 'an image'}” was broken off at ${number(d, 'percent') ?? 0} %, and the plan does not flash. What is there stays where it is; only the rest is sent.`,
  },
  'flash.write-failed': {
    title: (d) => (nothingWritten(d) ? 'The loader could not be made ready' : 'Writing broke off'),
    what: (d) =>
      nothingWritten(d)
        ? 'The board left its loader or stopped answering before the first byte. Nothing was written.'
        : 'The board stopped confirming blocks. What is in the flash now is incomplete; writing again mends it.',
  },
  'flash.verify-failed': {
    title: (d) => (told(d, 'reason') ? 'Written, and not proven' : 'The flash does not hold what was sent'),
    what: (d) =>
      told(d, 'reason')
        ? 'The board confirmed every block, but its checksum over them did not arrive, even when it was asked again. Writing again, on a slower line, proves it.'
        : 'The checksum taken by the chip differs from that of the file. A slower line often cures it.',
  },
  'flash.read-failed': {
    title: () => 'Reading the flash broke off',
    what: () => 'Blocks were missing from the answer. Reading changes nothing on the board.',
  },
  'console.silent': {
    title: () => 'The application does not answer',
    what: () => 'No prompt came after the restart. It may run other firmware, or use another speed.',
  },
  'console.no-auth': {
    title: () => 'This application takes no license',
    what: () => 'It has a prompt, but not the commands to store one. Firmware built with TuyaOpen has them.',
  },
  'license.no-mac': {
    title: () => 'The board did not tell its MAC',
    what: () => 'Without it the ledger cannot say whose the license is. None was used.',
  },
  'license.factory-mac': {
    title: () => 'The board shows a factory default MAC',
    what: (d) =>
      `${told(d, 'mac') ?? 'This MAC'} is the same on every board that has lost its own, so it cannot own a license. None was used. Give the board its own MAC back: restore its radio sector where one is kept, or calibrate it anew with the maker’s tool.`,
  },
  'license.none-free': {
    title: () => 'No free license',
    what: (d) =>
      `${told(d, 'batch') ? `Nothing is left in ${quoted(told(d, 'batch'), '')}` : 'The pool has none left'} for this board. No license was written.`,
  },
  'license.unreadable': {
    title: () => 'The board did not tell which license it holds',
    what: () => 'Its answer was empty or cut short. Until it is read, nothing is written over it.',
  },
  'license.conflict': {
    title: (d) =>
      number(d, 'otp') ? 'The board has a license already' : 'The board and the ledger name different licenses',
    what: (d) =>
      number(d, 'otp')
        ? `It holds ${uuidOf(d) ?? 'one'}. A write to one-time memory never takes the place of another license; nothing was changed.`
        : `The board holds ${uuidOf(d) ?? 'one'}${told(d, 'expected') ? `, the ledger says ${short(told(d, 'expected'))}` : ', the ledger another'}. Neither was changed.`,
  },
  'license.duplicate': {
    title: () => 'This license lives on another board',
    what: (d) =>
      `${uuidOf(d) ?? 'It'} is in the ledger for ${told(d, 'owner') ?? told(d, 'mac') ?? 'another MAC'}. Two boards with one license throw each other out of the cloud.`,
  },
  'license.foreign': {
    title: () => 'The board has a license that is not in your ledger',
    what: (d) =>
      `It holds ${uuidOf(d) ?? 'one from elsewhere'}. The ledger does not have it; whether it activates only the cloud can tell. Writing over it would lose it.`,
  },
  'license.half-used': {
    title: () => 'The ledger says this license was used before',
    what: (d) =>
      `${uuidOf(d) ?? 'It'} is marked as used outside this bench and is on this board. It was left as it is, on both sides.`,
  },
  'license.otp-confirm': {
    title: () => 'One-time memory cannot be written again',
    what: (d) =>
      `The plan puts the license of ${told(d, 'mac') ?? 'this board'} there. It then stays with this board for good; in the flash it could be taken back. Nothing was sent, no license was used.`,
  },
  'license.otp-failed': {
    title: () => 'One-time memory did not take the license',
    what: (d) =>
      told(d, 'reason') === 'storage'
        ? 'Its firmware writes to the flash only. The license stays set aside for this board.'
        : 'It was read as empty after each of three tries. The license stays set aside for this board, and fits into its flash.',
  },
  'license.refused': {
    title: () => 'The board refused the license',
    what: () => 'It answered, and its answer was no. The license is not used up.',
  },
  'license.doubtful': {
    title: (d) => `${uuidOf(d) ? `License ${uuidOf(d)}` : 'The license'} may or may not be on the board`,
    what: (d) =>
      `Its uuid and key left this computer${number(d, 'sentAt') ? ` at ${f.time(number(d, 'sentAt') ?? 0)}` : ''}, then no answer came. No other board will get it until this one is read.`,
  },
  'license.not-equal': {
    title: () => 'Read back, and not equal',
    what: (d) =>
      `${number(d, 'round') === 2 ? 'After the restart the' : 'The'} board ${told(d, 'found') ? `holds ${uuidOf(d)}` : 'holds no license'}. It is not called verified.`,
  },
  'calibration.other-chip': {
    title: () => 'This copy is of another chip',
    what: () => 'What was measured for one kind of radio means nothing to another. Nothing was written.',
  },
  'storage.failed': {
    title: () => 'The browser could not store it',
    what: () => 'Storage is full or closed to this page. Nothing is sent to a board that could not be written down.',
  },
  'cloud.no-relay': {
    title: () => 'The bench’s own server is not there',
    what: () =>
      'A real account needs it: it keeps the secret and signs the calls. Start it with npm start and open the address it prints. The demo cloud and everything over USB work without it.',
  },
  'cloud.no-account': {
    title: () => 'No cloud account yet',
    what: () =>
      'Enter Access ID, Access Secret and data centre of your project in the settings, or go on with the demo.',
  },
  'cloud.bad-account': {
    title: () => 'This is no Access ID and secret',
    what: (d) =>
      told(d, 'reason') === 'fixed'
        ? 'The account was given when the server started, so the page cannot change it.'
        : 'Both stand in the console under Cloud, your project, Overview. The secret has 32 characters. Nothing was stored.',
  },
  'cloud.unreachable': {
    title: () => 'The cloud does not answer',
    what: (d) =>
      `${told(d, 'host') ?? 'The data centre'} could not be reached${told(d, 'reason') ? ` (${told(d, 'reason')})` : ''}. The network, a proxy or a firewall is the usual reason.`,
  },
  'cloud.unreadable': {
    title: () => 'Something else answers in the cloud’s place',
    what: (d) =>
      `What came${told(d, 'host') ? ` from ${told(d, 'host')}` : ''} is no answer of the cloud${number(d, 'status') ? ` (HTTP ${number(d, 'status')})` : ''}. A login page of the network does that.`,
  },
  'cloud.too-large': {
    title: () => 'An answer without an end',
    what: (d) =>
      `${told(d, 'host') ?? 'The server'} sent more than any answer of the cloud holds${number(d, 'most') ? ` (${Math.round((number(d, 'most') ?? 0) / 1_048_576)} MiB)` : ''}. The rest was not read. A proxy or a login page of the network does that.`,
  },
  'cloud.busy': {
    title: () => 'Too many calls for this project',
    what: (d) =>
      `All stations of a project share one limit. ${number(d, 'seconds') ? `There is room again in ${number(d, 'seconds')} s.` : 'There is room again in a moment.'}`,
  },
  'cloud.not-allowed': {
    title: () => 'The server refuses this',
    what: () => 'It passes on only the calls a bench needs, and only from its own page. Nothing was sent to the cloud.',
  },
  'bench.lost': {
    title: () => 'The bench stopped answering, and this run is cut off',
    what: (d) =>
      `${d.sent ? 'A license was on its way to the board: the ledger has it as doubtful, and reading the board tells.' : 'What was set aside for this board and not sent goes back to the pool; no other board gets what was sent.'} ${d.anew ? 'The bench was started anew and looks at the boards again; one whose flash is half written says so.' : 'Whether the board goes on by itself is not known here.'}`,
  },
  'bench.not-begun': {
    title: () => 'The bench could not begin',
    what: (d) =>
      `A part of the page did not come, or its storage is closed${told(d, 'reason') ? `: ${told(d, 'reason')}` : ''}. What is done next tries again.`,
  },
  cancelled: {
    title: () => 'Stopped by hand',
    what: () => 'The port is free and the board can be flashed again.',
  },
  unexpected: {
    title: () => 'Something we did not foresee',
    what: (d) =>
      `The bench met a fault it has no name for${told(d, 'reason') ? `: ${told(d, 'reason')}` : ''}. The report helps to mend it.`,
  },
};

/** How a board comes back whose cable was pulled, by what its browser is known to remember of the port. */
const again: Readonly<Record<GrantWay, string>> = {
  'came-back':
    'Plug it in again. Last time such an adapter came back by itself; if this lane stays still, choose it again.',
  'chosen-again': 'Plug it in, then choose it again: last time the browser had forgotten such an adapter.',
  'by-serial':
    'Plug it in again. The browser knows an adapter only by its serial number, and many have none: if this lane stays still, choose it again.',
  'by-socket': 'Plug it into the same socket again. If this lane stays still, choose it again.',
  unknown: 'Plug it in again. If this lane stays still, choose it again: the browser may have forgotten it.',
};

const remedy: Readonly<Record<Remedy, string>> = {
  retry: 'Try again',
  'hold-boot':
    'ESP32 and its like: hold BOOT, tap RST, let go of BOOT; then try again. T5AI and its like: try again, and tap RST while we ask.',
  'choose-port': 'Choose another port',
  'close-other-programs': 'Close the serial monitor, the IDE or the other tab that has the port.',
  'check-cable': 'Try another cable, straight into the computer: some only charge.',
  'choose-again': 'Choose it again',
  'drop-port': 'Forget this port',
  'choose-firmware': 'Choose firmware',
  'import-licenses': 'Import licenses',
  'lower-baud': 'Try slower',
  'read-board': 'Read the board',
  'keep-board-license': 'Keep the board’s license',
  'skip-license': 'Go on without a license',
  'into-otp': 'Write it for good…',
  'into-flash': 'Write it into the flash',
  'keep-stores': 'Keep what the board has stored',
  'overwrite-stores': 'Write over it',
  'without-image-license': 'Write it without the license',
  'with-image-license': 'Write it with the license',
  'go-on': 'Go on without proof',
  'flash-again': 'Flash again',
  'go-on-writing': 'Go on writing',
  'flashed-elsewhere': 'It was flashed elsewhere',
  'open-console': 'Open the console',
  'open-licenses': 'Open the ledger',
  'open-settings': 'Open the settings',
  'open-products': 'Open the products',
  'edit-plan': 'Edit the plan',
  'enter-wifi': 'Enter the Wi-Fi',
  'choose-device': 'Choose the board',
  'show-all-devices': 'Show all Tuya devices',
  'pair-again': 'Pair again',
  'pair-by-qr': 'Bind by phone and QR code',
  'paste-token': 'Paste a token',
  'skip-pairing': 'Go on without binding',
  'keep-binding': 'Keep the binding',
  'release-board': 'Release this board',
  'start-anew': 'Start the bench anew',
  'reset-board': 'Press RST on the board once.',
  'check-network': 'Look at the router: is there internet, and does it let this board out?',
  'check-power': 'Give the board another cable, port or supply.',
  'move-closer': 'Move the board closer to this computer.',
};

export const problems = catalog('problems', {
  of,
  remedy,
  again,
  bothPorts: 'Both its ports went with the cable: choose one here, and the other one after it.',
  /** Between two sentences. */
  space: ' ',
  readingChangesNothing: 'Reading changes nothing on the board.',
});
