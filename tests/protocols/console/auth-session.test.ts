import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAuth, parseAuthRead, parseMac } from '../../../src/protocols/console/answers';
import { createDialogue } from '../../../src/protocols/console/dialogue';

// tests/vectors/auth-session.json; its shape is in authorize-cli, section 7.
interface Session {
  title: string;
  events: { dir: 'tx' | 'rx'; hex: string; text: string; t_ms: number }[];
}
const { sessions } = JSON.parse(readFileSync('tests/vectors/auth-session.json', 'utf8')) as { sessions: Session[] };

const exchanges = sessions.flatMap((session) => {
  const found: { title: string; command: string; bytes: Buffer }[] = [];
  for (const event of session.events) {
    const last = found.at(-1);
    if (event.dir === 'tx') {
      found.push({ title: session.title, command: event.text.trim(), bytes: Buffer.alloc(0) });
    } else if (last !== undefined) {
      last.bytes = Buffer.concat([last.bytes, Buffer.from(event.hex, 'hex')]);
    }
  }
  return found;
});

const license = (serial: 1 | 2) => ({
  uuid: `uuidbench0000000000${serial}`,
  authKey: `BENCHKEY00000000000000000000000${serial}`,
});

const meaningOf = (command: string, lines: readonly string[]): unknown => {
  if (command === 'read_mac') return parseMac(lines);
  return command === 'auth-read' ? parseAuthRead(lines) : parseAuth(lines);
};

/** As the tool's own steps in the recording tell it: fresh, licensed, fresh and noisy, lost its KV. */
const mac = 'C8:47:8C:A1:B2:C3';
const has = (serial: 1 | 2) => ({ kind: 'valid', license: license(serial) });
const meant = [
  ...[mac, { kind: 'none' }, 'accepted', has(1)],
  ...[mac, has(1)],
  ...[mac, { kind: 'none' }, 'accepted', has(1)],
  ...[mac, { kind: 'none' }, 'accepted', has(2)],
];

const askInPieces = (command: string, pieces: Iterable<Uint8Array>) => {
  const dialogue = createDialogue();
  dialogue.expect(command);
  return [...pieces].flatMap((piece) => dialogue.take(piece, 0).answers);
};

function* piecesOf(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('the recorded sessions', () => {
  it('are 14 exchanges', () => {
    expect(exchanges.map((exchange) => exchange.command)).toHaveLength(meant.length);
  });

  it.each(exchanges.map((exchange, i) => ({ ...exchange, i })))('$i $command of: $title', ({ command, bytes, i }) => {
    const whole = askInPieces(command, [bytes]);
    expect(whole).toHaveLength(1);
    expect(meaningOf(command, whole[0]?.lines ?? [])).toEqual(meant[i]);
    const lines = whole.map((answer) => answer.lines);
    for (let cut = 1; cut < bytes.length; cut += 1) {
      const answers = askInPieces(command, [bytes.subarray(0, cut), bytes.subarray(cut)]);
      expect(answers.map((answer) => answer.lines)).toEqual(lines);
    }
    for (let size = 1; size <= 9; size += 1) {
      expect(askInPieces(command, piecesOf(bytes, size)).map((answer) => answer.lines)).toEqual(lines);
    }
  });

  it('come out right when one dialogue hears a whole session', () => {
    const answers: unknown[] = [];
    for (const session of sessions) {
      const dialogue = createDialogue();
      let command = '';
      for (const event of session.events) {
        if (event.dir === 'tx') {
          command = event.text.trim();
          dialogue.expect(command);
          continue;
        }
        for (const answer of dialogue.take(Buffer.from(event.hex, 'hex'), 0).answers) {
          answers.push(meaningOf(command, answer.lines));
        }
      }
    }
    expect(answers).toEqual(meant);
  });
});
