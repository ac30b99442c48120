import { describe, expect, it } from 'vitest';
import { createComPort } from '../../src/doors/com-port-option';

// RFC 854 (commands, IAC doubling, loop prevention), RFC 2217 section 2 (option 44, sub-commands, answers + 100).
const open = () => {
  const sent: number[] = [];
  const events: unknown[] = [];
  const port = createComPort(
    {
      send: (bytes) => sent.push(...bytes),
      data: (bytes) => events.push([...bytes]),
      lines: ({ dtr, rts }) => events.push(`dtr ${dtr ? 1 : 0} rts ${rts ? 1 : 0}`),
      baud: (rate) => events.push(rate),
      hasBaud: (rate) => rate <= 921_600,
    },
    'a board',
  );
  const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
  return {
    port,
    events,
    /** Bytes to the port as hex; what it sent, as hex. */
    say(text: string): string {
      sent.length = 0;
      port.receive(hex(text));
      return Buffer.from(sent).toString('hex').replace(/../g, '$& ').trim();
    },
    told(bytes: string): string {
      sent.length = 0;
      port.write(hex(bytes));
      return Buffer.from(sent).toString('hex').replace(/../g, '$& ').trim();
    },
  };
};

const sub = (payload: string) => `ff fa 2c ${payload} ff f0`;

describe('Telnet options', () => {
  it('takes the offered com port option and tells the modem lines once', () => {
    const { say } = open();
    expect(say('ff fb 2c')).toBe(`ff fd 2c ${sub('6b 30')}`);
    expect(say('ff fb 2c')).toBe('');
  });

  it('agrees to binary, echo and no go-ahead, each way', () => {
    const { say } = open();
    expect(say('ff fd 00 ff fb 00')).toBe('ff fb 00 ff fd 00');
    expect(say('ff fd 01')).toBe('ff fb 01');
    expect(say('ff fd 03 ff fb 03')).toBe('ff fb 03 ff fd 03');
  });

  it('declines everything else, and answers no refusal of what was never on', () => {
    const { say } = open();
    expect(say('ff fb 18')).toBe('ff fe 18');
    expect(say('ff fd 18')).toBe('ff fc 18');
    expect(say('ff fc 18 ff fe 18')).toBe('');
  });

  it('gives up an option when told to', () => {
    const { say } = open();
    say('ff fb 00');
    expect(say('ff fc 00')).toBe('ff fe 00');
    expect(say('ff fc 00')).toBe('');
  });
});

it('answers a speed that the adapter has not got with the one that stays (RFC 2217, section 3)', () => {
  const { say, events } = open();
  expect(say(sub('01 00 0e 10 00'))).toBe(sub('65 00 0e 10 00'));
  expect(say(sub('01 00 1e 84 80'))).toBe(sub('65 00 0e 10 00'));
  expect(events).toEqual([921_600]);
});

describe('data', () => {
  it('doubles FF both ways and leaves all other bytes alone', () => {
    const { say, events, told } = open();
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString('hex');
    say(all.replace(/ff$/, 'ffff'));
    expect(events.flat()).toEqual(Array.from({ length: 256 }, (_, byte) => byte));
    expect(told('00 ff 0d 0a')).toBe('00 ff ff 0d 0a');
    expect(told('00 fe')).toBe('00 fe');
  });

  it('comes through commands cut at every byte', () => {
    const whole = ['41', ...sub('01 00 0e 10 00').split(' '), '42', 'ff', 'ff', ...sub('05 08').split(' '), '43'];
    const { say, events } = open();
    const answers = whole.map(say).filter(Boolean);
    expect(events).toEqual([[0x41], 921_600, [0x42], [0xff], 'dtr 1 rts 0', [0x43]]);
    expect(answers).toEqual([sub('65 00 0e 10 00'), sub('69 08')]);
  });

  it('reaches the board before the lines that were moved behind it', () => {
    const { say, events } = open();
    say(`41 42 ${sub('05 0b')} 43`);
    expect(events).toEqual([[0x41, 0x42], 'dtr 0 rts 1', [0x43]]);
  });
});

describe('com port commands', () => {
  it('sets and asks the speed', () => {
    const { say, events } = open();
    expect(say(sub('01 00 00 00 00'))).toBe(sub('65 00 01 c2 00'));
    expect(say(sub('01 00 07 08 00'))).toBe(sub('65 00 07 08 00'));
    expect(events).toEqual([460_800]);
    // A speed with FF in it travels doubled: 0x0000FFFF.
    expect(say(sub('01 00 00 ff ff ff ff'))).toBe(sub('65 00 00 ff ff ff ff'));
    expect(events.at(-1)).toBe(65_535);
  });

  it('tells 8 bits, no parity, one stop bit, whatever is asked for', () => {
    const { say } = open();
    for (const [asked, answer] of [
      ['02 00', '66 08'],
      ['02 07', '66 08'],
      ['03 00', '67 01'],
      ['03 02', '67 01'],
      ['04 00', '68 01'],
    ] as const)
      expect(say(sub(asked))).toBe(sub(answer));
  });

  it('moves DTR and RTS, one message each, and tells how they stand', () => {
    const { say, events } = open();
    expect(say(sub('05 07'))).toBe(sub('69 09'));
    expect(say(sub('05 08'))).toBe(sub('69 08'));
    expect(say(sub('05 0b'))).toBe(sub('69 0b'));
    expect(say(sub('05 09'))).toBe(sub('69 09'));
    expect(say(sub('05 0a'))).toBe(sub('69 0b'));
    expect(say(sub('05 0c'))).toBe(sub('69 0c'));
    expect(events).toEqual(['dtr 1 rts 0', 'dtr 1 rts 1', 'dtr 0 rts 1', 'dtr 0 rts 0']);
  });

  it('has no flow control and no break', () => {
    const { say, events } = open();
    expect(say(sub('05 00'))).toBe(sub('69 01'));
    expect(say(sub('05 03'))).toBe(sub('69 01'));
    expect(say(sub('05 05'))).toBe(sub('69 06'));
    expect(say(sub('05 0d'))).toBe(sub('69 0e'));
    expect(events).toEqual([]);
  });

  it('tells its signature only when asked, and takes masks and purges', () => {
    const { say } = open();
    expect(say(sub('00'))).toBe(sub('64 61 20 62 6f 61 72 64'));
    expect(say(sub('00 78 79'))).toBe('');
    expect(say(sub('0a 00'))).toBe(sub('6e 00'));
    expect(say(sub('0b ff ff'))).toBe(`${sub('6f ff ff')} ${sub('6b 30')}`);
    expect(say(sub('0c 03'))).toBe(sub('70 03'));
  });

  it('holds back while suspended, and forgets what is purged', () => {
    const { say, told } = open();
    say(sub('08'));
    expect(told('41')).toBe('');
    expect(say(sub('09'))).toBe('41');
    say(sub('08'));
    told('42');
    say(sub('0c 01'));
    expect(say(sub('09'))).toBe('');
    expect(told('43')).toBe('43');
  });

  it('ignores what belongs to other options', () => {
    const { say } = open();
    expect(say('ff fa 18 01 ff f0')).toBe('');
    expect(say(sub('63'))).toBe('');
  });
});
