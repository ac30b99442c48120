import { describe, expect, it } from 'vitest';
import { createShell } from '../../src/virtual/firmware/shell';

// authorize-cli, section 1; key by key as TuyaOpen's line editor answers.
const commands = ['hello', 'help', 'auth', 'auth-read', 'auth-reset'].map((name) => ({ name, help: `about ${name}` }));

const open = (lfIsEnter = true) => {
  let told = '';
  const ran: (readonly string[])[] = [];
  let finish: (() => void) | undefined;
  let patient = false;
  const shell = createShell({
    prompt: 'tuya> ',
    lfIsEnter,
    commands,
    put: (text) => {
      told += text;
    },
    run: (args, done) => {
      ran.push(args);
      if (patient) finish = done;
      else done();
    },
  });
  return {
    shell,
    ran,
    slowly: () => {
      patient = true;
    },
    finish: () => {
      patient = false;
      finish?.();
    },
    type(text: string): string {
      told = '';
      shell.receive(Buffer.from(text, 'latin1'));
      return told;
    },
  };
};

const up = (lfIsEnter?: boolean) => {
  const opened = open(lfIsEnter);
  opened.shell.start('');
  return opened;
};

describe('the line editor', () => {
  it('hears nothing before it has started', () => {
    const { type, shell, ran } = open();
    expect(type('auth\r')).toBe('');
    shell.start('');
    type('\r');
    expect(ran).toEqual([]);
  });

  it('echoes what it takes and drops the rest', () => {
    const { type, ran } = up();
    expect(type('he\x01l\xfflo')).toBe('hello');
    type('\r');
    expect(ran).toEqual([['hello']]);
  });

  it('takes CR and LF as an Enter each', () => {
    const { type } = up();
    expect(type('hello\r\n')).toBe('hello\r\n\r\ntuya> \r\ntuya> ');
    expect(type('\r')).toBe('\r\ntuya> ');
  });

  it('drops LF where it is the older one', () => {
    const { type, ran } = up(false);
    expect(type('hello\n')).toBe('hello');
    type('\r');
    expect(ran).toEqual([['hello']]);
  });

  it('erases with 08 and 7F, and nothing at the beginning', () => {
    const { type, ran } = up();
    expect(type('\b')).toBe('');
    expect(type('ab\b')).toBe('ab\b \b');
    expect(type('\x7f')).toBe('\b \b');
    type('hello\r');
    expect(ran).toEqual([['hello']]);
  });

  it('edits in the middle of a line', () => {
    const { type, ran } = up();
    expect(type('helo\x1b[D')).toBe('helo\b');
    expect(type('l')).toBe('lo\b');
    expect(type('\x1b[C\x1b[C')).toBe('o');
    expect(type('\x1b[D\x1b[D\b')).toBe('\b\b\blo \b\b\b');
    type('l\r');
    expect(ran).toEqual([['hello']]);
  });

  it('lists all commands on Tab, some by a beginning, and completes the only one', () => {
    const { type } = up();
    const title = `\r\ncmd${' '.repeat(17)}\thelp\r\n${'-'.repeat(40)}`;
    expect(type('\t')).toBe(
      `${title}${commands.map(({ name, help }) => `\r\n${name.padEnd(20)}\t${help}`).join('')}\r\ntuya> `,
    );
    expect(type('auth-\t')).toBe(
      `auth-${title}\r\n${'auth-read'.padEnd(20)}\tabout auth-read\r\n${'auth-reset'.padEnd(20)}\tabout auth-reset\r\ntuya> auth-`,
    );
    expect(type('res\t')).toBe('res\r\ntuya> auth-reset');
    expect(type('x\t')).toBe('x\r\ntuya> auth-resetx');
  });

  it('remembers eight lines, not the same twice in a row', () => {
    const { type, ran } = up();
    for (let index = 0; index < 10; index++) type(`c${index}\r`);
    type('c9\r');
    expect(type('\x1b[A')).toBe(`\r${' '.repeat(6)}\rtuya> c9`);
    expect(type('\x1b[A'.repeat(20))).toMatch(/tuya> c2$/);
    expect(type('\x1b[B\r')).toMatch(/tuya> c3\r\n\r\ntuya> $/);
    expect(ran.at(-1)).toEqual(['c3']);
  });

  it('holds 1000 bytes of a line and eight arguments', () => {
    const { type, ran } = up();
    expect(type('x'.repeat(1100))).toBe('x'.repeat(1000));
    type('\r');
    type('a  b c d e f g h i j \r');
    expect(ran.at(-1)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
  });

  it('holds 256 bytes while a command runs and loses the rest', () => {
    const { type, ran, slowly, finish } = up();
    slowly();
    type('first\r');
    expect(type(`second\r${'y'.repeat(400)}\r`)).toBe('');
    finish();
    expect(ran).toEqual([['first'], ['second']]);
    type('\r');
    expect(ran[2]).toEqual(['y'.repeat(249)]);
  });
});
