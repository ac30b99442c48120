/**
 * The serving end of RFC 2217: a serial port in a Telnet connection (RFC 854, 855, 856 and 858 for what is around it).
 * Bytes in, bytes out; knows no socket.
 */

const telnet = { iac: 255, dont: 254, do: 253, wont: 252, will: 251, sb: 250, se: 240 } as const;
const option = { binary: 0, echo: 1, suppressGoAhead: 3, comPort: 44 } as const;
const offered: ReadonlySet<number> = new Set(Object.values(option));

/** Client to server; the answer's code is 100 higher. */
const request = {
  signature: 0,
  baudRate: 1,
  dataSize: 2,
  parity: 3,
  stopSize: 4,
  control: 5,
  suspend: 8,
  resume: 9,
  lineStateMask: 10,
  modemStateMask: 11,
  purge: 12,
} as const;
const answerOffset = 100;
const notifyModemState = 107;
/** DSR and CTS on: nothing keeps a client that looks at them from sending. */
const modemState = 0x30;

const control = { queryBreak: 4, breakOff: 6, queryDtr: 7, dtrOn: 8, dtrOff: 9, queryRts: 10, rtsOn: 11, rtsOff: 12 };

export interface ComPortSide {
  /** To the client, framed. */
  send(bytes: Uint8Array): void;
  /** From the client, as it goes into the adapter. */
  data(bytes: Uint8Array): void;
  /** True = asserted. Each line comes as a message of its own. */
  lines(state: { dtr: boolean; rts: boolean }): void;
  baud(rate: number): void;
  /** Another one is answered with the speed that stays (RFC 2217, section 3). */
  hasBaud(rate: number): boolean;
}

export interface ComPort {
  receive(bytes: Uint8Array): void;
  /** From the board, to be framed; waits while the client has suspended. */
  write(bytes: Uint8Array): void;
}

const doubled = (bytes: Iterable<number>): number[] =>
  [...bytes].flatMap((byte) => (byte === telnet.iac ? [byte, byte] : [byte]));

export const createComPort = (side: ComPortSide, signature: string, firstBaud = 115_200): ComPort => {
  let state: 'data' | 'command' | 'option' | 'sub' | 'sub-command' = 'data';
  let verb = 0;
  let sub: number[] = [];
  const ours = new Set<number>();
  const theirs = new Set<number>();
  const lines = { dtr: false, rts: false };
  let baud = firstBaud;
  let suspended = false;
  let held: Uint8Array[] = [];

  const tell = (code: number, values: Iterable<number>): void =>
    side.send(
      Uint8Array.of(
        telnet.iac,
        telnet.sb,
        option.comPort,
        code + answerOffset,
        ...doubled(values),
        telnet.iac,
        telnet.se,
      ),
    );

  /** Only a change is answered, or two polite ends would talk for ever (RFC 854, loop prevention). */
  const negotiate = (code: number): void => {
    const active = verb === telnet.do || verb === telnet.dont ? ours : theirs;
    const [yes, no] = active === ours ? [telnet.will, telnet.wont] : [telnet.do, telnet.dont];
    if (verb === telnet.do || verb === telnet.will) {
      if (!offered.has(code)) side.send(Uint8Array.of(telnet.iac, no, code));
      else if (!active.has(code)) {
        active.add(code);
        side.send(Uint8Array.of(telnet.iac, yes, code));
        // Clients that ask for CTS wait for a first word about it.
        if (code === option.comPort && active === theirs) tell(notifyModemState - answerOffset, [modemState]);
      }
    } else if (active.delete(code)) side.send(Uint8Array.of(telnet.iac, no, code));
  };

  const setControl = (value: number): number => {
    if (value === control.dtrOn || value === control.dtrOff) lines.dtr = value === control.dtrOn;
    else if (value === control.rtsOn || value === control.rtsOff) lines.rts = value === control.rtsOn;
    else if (value === control.queryDtr) return lines.dtr ? control.dtrOn : control.dtrOff;
    else if (value === control.queryRts) return lines.rts ? control.rtsOn : control.rtsOff;
    // There is no flow control and no break on this wire: 1 and 14 say so for the two directions.
    else if (value < control.queryBreak) return 1;
    else if (value <= control.breakOff) return control.breakOff;
    else return 14;
    side.lines({ ...lines });
    return value;
  };

  const resume = (): void => {
    suspended = false;
    const waiting = held;
    held = [];
    for (const bytes of waiting) write(bytes);
  };

  const obey = ([code = -1, first = 0, ...rest]: readonly number[]): void => {
    if (code === request.signature) {
      if (first === 0 && rest.length === 0) tell(code, new TextEncoder().encode(signature));
    } else if (code === request.baudRate) {
      const wanted = new DataView(Uint8Array.of(first, ...rest, 0, 0, 0).buffer).getUint32(0);
      if (wanted > 0 && wanted !== baud && side.hasBaud(wanted)) side.baud((baud = wanted));
      const answer = new DataView(new ArrayBuffer(4));
      answer.setUint32(0, baud);
      tell(code, new Uint8Array(answer.buffer));
    } else if (code === request.dataSize) tell(code, [8]);
    else if (code === request.parity || code === request.stopSize) tell(code, [1]);
    else if (code === request.control) tell(code, [setControl(first)]);
    else if (code === request.suspend) suspended = true;
    else if (code === request.resume) resume();
    else if (code === request.lineStateMask) tell(code, [first]);
    else if (code === request.modemStateMask) {
      tell(code, [first]);
      tell(notifyModemState - answerOffset, [modemState & first]);
    } else if (code === request.purge) {
      if (first === 1 || first === 3) held = [];
      tell(code, [first]);
    }
  };

  const endOfSub = (): void => {
    if (sub[0] === option.comPort) obey(sub.slice(1));
    sub = [];
    state = 'data';
  };

  const write = (bytes: Uint8Array): void => {
    if (suspended) held.push(bytes.slice());
    else side.send(bytes.includes(telnet.iac) ? Uint8Array.from(doubled(bytes)) : bytes);
  };

  return {
    write,
    receive(bytes) {
      let data: number[] = [];
      // What was typed before a line or the speed changes must reach the board before that.
      const flush = (): void => {
        if (data.length > 0) side.data(Uint8Array.from(data));
        data = [];
      };
      for (const byte of bytes) {
        if (state === 'data') {
          if (byte === telnet.iac) state = 'command';
          else data.push(byte);
        } else if (state === 'command') {
          if (byte === telnet.iac) data.push(byte);
          verb = byte;
          state = byte === telnet.sb ? 'sub' : byte >= telnet.will && byte <= telnet.dont ? 'option' : 'data';
        } else if (state === 'option') {
          state = 'data';
          flush();
          negotiate(byte);
        } else if (state === 'sub') {
          if (byte === telnet.iac) state = 'sub-command';
          else sub.push(byte);
        } else if (byte === telnet.iac) {
          sub.push(byte);
          state = 'sub';
        } else {
          flush();
          endOfSub();
        }
      }
      flush();
    },
  };
};
