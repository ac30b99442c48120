/**
 * What can go wrong, as codes and facts. Sentences live in `i18n`, one entry per code; the compiler insists on both.
 * Secrets never belong in `details`: they are shown, copied and kept.
 */
export type ProblemCode =
  | 'port.busy'
  | 'port.not-opened'
  | 'port.not-allowed'
  | 'port.other-tab'
  | 'port.lost'
  | 'port.kept'
  | 'port.line-refused'
  | 'port.none-chosen'
  | 'browser.no-serial'
  | 'board.silent'
  | 'board.garbled'
  | 'board.foreign'
  | 'board.log-port'
  | 'board.unsupported'
  | 'board.closed'
  | 'board.locked'
  | 'board.boot-loop'
  | 'board.changed'
  | 'board.no-banner'
  | 'firmware.none-chosen'
  | 'firmware.missing'
  | 'firmware.not-firmware'
  | 'firmware.wrong-chip'
  | 'firmware.bare-app-at-zero'
  | 'firmware.beyond-flash'
  | 'firmware.truncated'
  | 'firmware.corrupt'
  | 'firmware.virtual-only'
  | 'firmware.part-alone'
  | 'firmware.would-not-start'
  | 'firmware.chip-revision'
  | 'firmware.package'
  | 'flash.unfinished'
  | 'flash.half-erased'
  | 'flash.half-copied'
  | 'erase.not-confirmed'
  | 'erase.bad-span'
  | 'erase.license-not-kept'
  | 'erase.radio-not-kept'
  | 'flash.reaches-stores'
  | 'flash.moves-stores'
  | 'flash.loses-stores'
  | 'flash.carries-license'
  | 'flash.carries-known-license'
  | 'firmware.no-bootloader'
  | 'firmware.no-table'
  | 'firmware.no-slot'
  | 'firmware.beyond-slot'
  | 'flash.other-program'
  | 'flash.not-told-apart'
  | 'flash.write-failed'
  | 'flash.verify-failed'
  | 'flash.read-failed'
  | 'console.silent'
  | 'console.no-auth'
  | 'license.no-mac'
  | 'license.factory-mac'
  | 'license.none-free'
  | 'license.unreadable'
  | 'license.conflict'
  | 'license.duplicate'
  | 'license.foreign'
  | 'license.half-used'
  | 'license.otp-confirm'
  | 'license.otp-failed'
  | 'license.refused'
  | 'license.doubtful'
  | 'license.not-equal'
  | 'calibration.other-chip'
  | 'copy.not-kept'
  | 'copy.unreadable'
  | 'copy.not-confirmed'
  | 'copy.changed'
  | 'copy.other-file'
  | 'copy.other-size'
  | 'copy.other-chip'
  | 'copy.not-yours'
  | 'copy.license-elsewhere'
  | 'copy.license-unread'
  | 'copy.no-map'
  | 'copy.no-place'
  | 'storage.failed'
  | 'storage.not-noted'
  | 'run.cut-off'
  | 'cloud.no-relay'
  | 'cloud.no-account'
  | 'cloud.bad-account'
  | 'cloud.unreachable'
  | 'cloud.unreadable'
  | 'cloud.too-large'
  | 'cloud.busy'
  | 'cloud.not-allowed'
  | 'cloud.refused'
  | 'browser.no-bluetooth'
  | 'radio.none-chosen'
  | 'radio.not-found'
  | 'radio.connect-failed'
  | 'radio.no-service'
  | 'radio.lost'
  | 'radio.small-packets'
  | 'pair.silent'
  | 'pair.wrong-license'
  | 'pair.no-answer'
  | 'pair.unknown-result'
  | 'pair.was-bound'
  | 'pair.still-bound'
  | 'pair.refused'
  | 'pair.not-listening'
  | 'pair.no-license'
  | 'pair.chip-no-bluetooth'
  | 'pair.chip-no-wifi'
  | 'pair.not-scanned'
  | 'wifi.missing'
  | 'wifi.open'
  | 'wifi.too-long'
  | 'wifi.cannot-scan'
  | 'token.no-owner'
  | 'plan.not-ready'
  | 'bind.wifi-password'
  | 'bind.wifi-not-found'
  | 'bind.no-network'
  | 'bind.token-refused'
  | 'bind.not-authorised'
  | 'bind.license-elsewhere'
  | 'bind.no-license'
  | 'bind.placeholder-license'
  | 'bind.pid-mismatch'
  | 'bind.clock'
  | 'bind.link-down'
  | 'bind.no-dns'
  | 'bind.unreachable'
  | 'bind.no-endpoint'
  | 'bind.other-cloud'
  | 'bind.tls'
  | 'bind.activation-failed'
  | 'bind.login-refused'
  | 'bind.broker-refused'
  | 'bind.crashed'
  | 'bind.report-dropped'
  | 'bind.unheard'
  | 'control.no-point'
  | 'control.refused'
  | 'control.no-answer'
  | 'catalogue.not-fetched'
  | 'catalogue.unreadable'
  | 'bench.lost'
  | 'bench.not-begun'
  | 'cancelled'
  | 'unexpected';

/** What a person can do about it; a screen turns each into a button or a picture. */
export type Remedy =
  | 'retry'
  | 'hold-boot'
  | 'choose-port'
  | 'close-other-programs'
  | 'check-cable'
  | 'choose-again'
  | 'drop-port'
  | 'choose-firmware'
  | 'import-licenses'
  | 'lower-baud'
  | 'read-board'
  | 'keep-board-license'
  | 'skip-license'
  | 'into-otp'
  | 'into-flash'
  | 'keep-stores'
  | 'overwrite-stores'
  | 'without-image-license'
  | 'with-image-license'
  | 'flash-again'
  | 'go-on-writing'
  | 'flashed-elsewhere'
  | 'go-on'
  | 'open-console'
  | 'open-licenses'
  | 'open-settings'
  | 'open-products'
  | 'edit-plan'
  | 'enter-wifi'
  | 'choose-device'
  | 'show-all-devices'
  | 'pair-again'
  | 'pair-by-qr'
  | 'paste-token'
  | 'skip-pairing'
  | 'keep-binding'
  | 'release-board'
  | 'start-anew'
  | 'reset-board'
  | 'check-network'
  | 'check-power'
  | 'move-closer';

export type Details = Readonly<Record<string, string | number>>;

export interface Problem {
  code: ProblemCode;
  details: Details;
}

/** First remedy = the one primary button. */
export const remedies: Readonly<Record<ProblemCode, readonly Remedy[]>> = {
  'port.busy': ['retry', 'close-other-programs', 'choose-port'],
  'port.not-opened': ['retry', 'choose-port', 'drop-port'],
  'port.not-allowed': ['retry'],
  'port.other-tab': ['retry', 'close-other-programs'],
  'port.lost': ['choose-again', 'retry', 'check-cable'],
  'port.kept': [],
  'port.line-refused': [],
  'port.none-chosen': ['choose-port', 'check-cable'],
  'browser.no-serial': [],
  'board.silent': ['retry', 'hold-boot', 'check-cable', 'choose-port', 'drop-port'],
  'board.garbled': ['retry', 'check-cable', 'lower-baud'],
  'board.foreign': ['choose-port', 'retry', 'drop-port', 'open-console', 'hold-boot'],
  'board.log-port': ['choose-port', 'open-console', 'retry'],
  'board.unsupported': ['choose-port', 'drop-port'],
  'board.closed': ['open-console', 'choose-port'],
  'board.locked': ['edit-plan', 'open-console'],
  'board.changed': ['retry'],
  'board.boot-loop': ['flash-again', 'choose-firmware'],
  'board.no-banner': ['retry', 'open-console'],
  'firmware.none-chosen': ['choose-firmware'],
  'firmware.missing': ['choose-firmware'],
  'firmware.not-firmware': ['choose-firmware'],
  'firmware.wrong-chip': ['choose-firmware'],
  'firmware.bare-app-at-zero': ['choose-firmware'],
  'firmware.beyond-flash': ['choose-firmware'],
  'firmware.truncated': ['choose-firmware'],
  'firmware.corrupt': ['choose-firmware'],
  'firmware.virtual-only': ['choose-firmware'],
  'firmware.part-alone': ['choose-firmware'],
  'firmware.would-not-start': ['choose-firmware'],
  'firmware.chip-revision': ['choose-firmware'],
  'firmware.package': ['choose-firmware'],
  'flash.half-erased': ['edit-plan', 'flashed-elsewhere'],
  'flash.half-copied': ['edit-plan', 'flashed-elsewhere'],
  'erase.not-confirmed': [],
  'erase.bad-span': [],
  'erase.license-not-kept': ['open-console'],
  'erase.radio-not-kept': [],
  'flash.unfinished': ['go-on-writing', 'flashed-elsewhere', 'edit-plan'],
  'flash.reaches-stores': ['keep-stores', 'overwrite-stores', 'choose-firmware'],
  'flash.moves-stores': ['keep-stores', 'overwrite-stores', 'choose-firmware'],
  'flash.loses-stores': ['choose-firmware', 'overwrite-stores'],
  'flash.carries-license': ['without-image-license', 'with-image-license', 'choose-firmware'],
  'flash.carries-known-license': ['without-image-license', 'choose-firmware'],
  'firmware.no-bootloader': ['choose-firmware'],
  'firmware.no-table': ['choose-firmware'],
  'firmware.no-slot': ['choose-firmware'],
  'firmware.beyond-slot': ['choose-firmware'],
  'flash.other-program': ['flash-again', 'choose-firmware', 'open-console'],
  'flash.not-told-apart': ['flash-again', 'go-on', 'choose-firmware', 'open-console'],
  'flash.write-failed': ['retry', 'lower-baud', 'check-cable'],
  'flash.verify-failed': ['retry', 'lower-baud'],
  'flash.read-failed': ['retry', 'lower-baud'],
  'console.silent': ['retry', 'flash-again', 'open-console'],
  'console.no-auth': ['choose-firmware', 'open-console'],
  'license.no-mac': ['retry', 'open-console'],
  'license.factory-mac': ['open-console', 'skip-license'],
  'license.none-free': ['import-licenses', 'retry', 'skip-license'],
  'license.unreadable': ['read-board', 'skip-license', 'open-console'],
  'license.conflict': ['keep-board-license', 'open-licenses', 'read-board'],
  'license.duplicate': ['open-licenses', 'read-board'],
  'license.foreign': ['keep-board-license', 'open-licenses', 'read-board'],
  'license.half-used': ['keep-board-license', 'open-licenses', 'read-board'],
  'license.otp-confirm': ['into-otp', 'into-flash', 'read-board'],
  'license.otp-failed': ['into-flash', 'retry', 'open-console'],
  'license.refused': ['retry', 'open-console'],
  'license.doubtful': ['read-board', 'open-licenses'],
  'license.not-equal': ['read-board', 'open-licenses'],
  'calibration.other-chip': ['read-board'],
  // A tool begins again by its own button, where the file is chosen anew.
  'copy.not-kept': [],
  'copy.unreadable': [],
  'copy.not-confirmed': [],
  'copy.changed': [],
  'copy.other-file': [],
  'copy.other-size': [],
  'copy.other-chip': [],
  'copy.not-yours': [],
  'copy.license-elsewhere': [],
  'copy.license-unread': [],
  'copy.no-map': [],
  'copy.no-place': [],
  'storage.failed': ['retry'],
  'storage.not-noted': ['retry', 'open-licenses'],
  'run.cut-off': ['read-board'],
  'cloud.no-relay': ['retry', 'open-settings', 'paste-token', 'skip-pairing'],
  'cloud.no-account': ['open-settings', 'retry', 'paste-token', 'skip-pairing'],
  'cloud.bad-account': ['open-settings', 'retry'],
  'cloud.unreachable': ['retry'],
  'cloud.unreadable': ['retry'],
  'cloud.too-large': ['retry'],
  'cloud.busy': ['retry'],
  'cloud.not-allowed': [],
  'cloud.refused': ['retry', 'open-settings'],
  'browser.no-bluetooth': ['pair-by-qr', 'skip-pairing'],
  'radio.none-chosen': ['choose-device', 'show-all-devices', 'pair-by-qr'],
  'radio.not-found': ['pair-again', 'show-all-devices', 'reset-board', 'pair-by-qr'],
  'radio.connect-failed': ['pair-again', 'move-closer', 'reset-board', 'pair-by-qr'],
  'radio.no-service': ['pair-again', 'show-all-devices', 'pair-by-qr'],
  'radio.lost': ['pair-again', 'move-closer'],
  'radio.small-packets': ['pair-by-qr', 'skip-pairing'],
  'pair.silent': ['pair-again', 'read-board', 'show-all-devices'],
  'pair.wrong-license': ['read-board', 'show-all-devices'],
  'pair.no-answer': ['pair-again', 'reset-board', 'open-console'],
  'pair.unknown-result': ['pair-again', 'reset-board', 'pair-by-qr', 'open-console'],
  'pair.was-bound': ['keep-binding', 'release-board'],
  'pair.still-bound': ['release-board', 'reset-board', 'open-console', 'keep-binding'],
  'pair.refused': ['enter-wifi', 'pair-again'],
  'pair.not-listening': ['reset-board', 'pair-again'],
  'pair.chip-no-bluetooth': ['pair-by-qr', 'skip-pairing'],
  'pair.chip-no-wifi': ['skip-pairing'],
  'pair.no-license': ['read-board', 'pair-by-qr', 'skip-pairing'],
  'pair.not-scanned': ['pair-again', 'open-console', 'skip-pairing'],
  'wifi.missing': ['enter-wifi', 'retry', 'pair-by-qr', 'skip-pairing'],
  'wifi.open': ['enter-wifi', 'retry', 'pair-by-qr'],
  'wifi.cannot-scan': [],
  'wifi.too-long': ['enter-wifi', 'retry'],
  'token.no-owner': ['edit-plan', 'retry', 'paste-token', 'skip-pairing'],
  'plan.not-ready': ['retry', 'edit-plan'],
  'bind.wifi-password': ['enter-wifi', 'pair-again'],
  'bind.wifi-not-found': ['enter-wifi', 'pair-again'],
  'bind.no-network': ['pair-again', 'open-console'],
  'bind.token-refused': ['pair-again', 'reset-board'],
  'bind.not-authorised': ['open-licenses', 'pair-again'],
  'bind.license-elsewhere': ['open-licenses', 'pair-again'],
  'bind.no-license': ['edit-plan', 'import-licenses', 'retry'],
  'bind.placeholder-license': ['edit-plan', 'import-licenses', 'retry'],
  'bind.pid-mismatch': ['choose-firmware', 'flash-again', 'pair-again', 'open-products'],
  'bind.clock': ['pair-again', 'open-settings'],
  'bind.link-down': ['check-network', 'pair-again'],
  'bind.no-dns': ['check-network', 'pair-again', 'open-console'],
  'bind.unreachable': ['check-network', 'pair-again', 'open-console'],
  'bind.other-cloud': ['pair-again', 'flash-again', 'open-console'],
  'bind.no-endpoint': ['pair-again', 'open-console'],
  'bind.tls': ['pair-again', 'open-console'],
  'bind.activation-failed': ['pair-again', 'open-console'],
  'bind.login-refused': ['read-board', 'pair-again'],
  'bind.broker-refused': ['pair-again', 'open-console'],
  'bind.crashed': ['choose-firmware', 'flash-again', 'check-power', 'open-console'],
  'bind.report-dropped': ['choose-firmware', 'open-products'],
  'bind.unheard': ['pair-again', 'open-console', 'enter-wifi'],
  'control.no-point': ['open-products'],
  'control.refused': ['retry', 'open-console'],
  'control.no-answer': ['retry', 'open-console'],
  'catalogue.not-fetched': ['retry'],
  'catalogue.unreadable': ['retry'],
  'bench.lost': ['start-anew'],
  'bench.not-begun': ['retry'],
  cancelled: ['retry'],
  unexpected: ['retry'],
};

/** Thrown by links, chips and steps. Carries the browser's own error as `cause`. */
export class BenchError extends Error {
  readonly code: ProblemCode;
  readonly details: Details;

  constructor(code: ProblemCode, details: Details = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'BenchError';
    this.code = code;
    this.details = details;
  }

  get problem(): Problem {
    return { code: this.code, details: this.details };
  }
}

/** A fault we have no name for is a bug: it keeps its stack as `cause`. */
export const asBenchError = (fault: unknown): BenchError =>
  fault instanceof BenchError
    ? fault
    : new BenchError(
        'unexpected',
        { reason: fault instanceof Error ? fault.message : String(fault) },
        { cause: fault },
      );
