/**
 * What a host is about, told by what it sends and by nothing of our own: Beken's frames (beken-uart-boot, section 4),
 * Espressif's (esp-flashing, section 1), the lines, and the commands of the console (authorize-cli).
 */
export const phases = [
  'handshake',
  'recognise',
  'prepare',
  'compare',
  'erase',
  'write',
  'check',
  'leave',
  'boot',
  'license',
  'verify',
] as const;
/** Within those: the first word of all, what follows a chip's answer before anything is asked of it, a look into the flash. */
export const innerPhases = ['connect', 'stub', 'read'] as const;
export type Phase = (typeof phases)[number] | (typeof innerPhases)[number];

const isBeken = (bytes: Uint8Array) => bytes[0] === 0x01 && bytes[1] === 0xe0 && bytes[2] === 0xfc;
const isSlip = (bytes: Uint8Array) => bytes[0] === 0xc0 && bytes[1] === 0x00;

/** The sector that is in hand when the cable goes is not the first. */
const writesBefore = 3;

export const createPhaseEar = (reached: (phase: Phase) => void) => {
  let written = 0;
  let ended = false;
  let checked = false;
  let left = false;

  const beken = (bytes: Uint8Array): Phase | undefined => {
    const long = bytes[3] === 0xff && bytes[4] === 0xf4;
    const op = long ? 0x100 + bytes[7]! : bytes[4]!;
    if (op === 0x00) return 'handshake';
    if (op === 0x03) return 'recognise';
    if (op === 0x0f) return 'prepare';
    if (op === 0x10f) return 'erase';
    if (op === 0x109) return 'read';
    if (op === 0x107) return ++written >= writesBefore ? 'write' : undefined;
    if (op !== 0x10) return undefined;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    if (written === 0) return 'compare';
    return view.getUint32(9, true) - view.getUint32(5, true) >= 0x10000 ? 'check' : undefined;
  };

  const esp = (bytes: Uint8Array): Phase | undefined => {
    const op = bytes[2];
    if (op === 0x08) return 'handshake';
    if (op === 0x0a) return 'recognise';
    if (op === 0x07) return 'stub';
    if (op === 0xd2) return 'read';
    if (op === 0x0f) return 'prepare';
    if (op === 0x10 || op === 0x02 || op === 0xd1) return 'erase';
    if (op === 0x11 || op === 0x03) return ++written >= writesBefore ? 'write' : undefined;
    if (op === 0x12 || op === 0x04) ended = true;
    if (op === 0x13) return ended ? 'check' : 'compare';
    return undefined;
  };

  const console = (bytes: Uint8Array): Phase | undefined => {
    const text = new TextDecoder('latin1').decode(bytes);
    if (/auth \S/.test(text)) {
      checked = true;
      return 'license';
    }
    return checked && left && /auth-read/.test(text) ? 'verify' : undefined;
  };

  let proven = false;
  let met = false;
  return {
    heard(bytes: Uint8Array) {
      if (!met) reached('connect');
      met = true;
      const phase = isBeken(bytes) ? beken(bytes) : isSlip(bytes) ? esp(bytes) : console(bytes);
      proven ||= phase === 'check';
      if (phase) reached(phase);
    },
    lines({ dtr, rts }: { dtr: boolean; rts: boolean }) {
      if (proven && rts && !dtr && !left) {
        left = true;
        reached('leave');
      } else if (left && !rts) reached('boot');
    },
  };
};
