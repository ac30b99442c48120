/** Which words carry secrets: authorize-cli, "Secrets in the log". */
import { describe, expect, test } from 'vitest';
import { createTyping } from '../../src/links/typed-line';
import { createMaskingDoor } from '../../src/protocols/console/mask';

const key = 'K3yMadeUpForThisTest0123456789ab';
const auth = `auth uuidtest000000000001 ${key}`;
const bytes = (text: string) => new TextEncoder().encode(text);

describe('what is typed', () => {
  test('is shown and may be kept', () => {
    const typing = createTyping(createMaskingDoor());
    expect(typing.text('read_mac', '\r', 7)).toEqual({
      line: { at: 7, sent: true, text: 'read_mac' },
      secret: false,
      ended: 'read_mac',
    });
    expect(typing.bytes(Uint8Array.of(1, 0xe0, 0xfc), 8).line.text).toBe('01 E0 FC');
  });

  test.each([
    ['license', auth],
    ['Wi-Fi', 'netmgr wifi up Workshop pass word'],
    ['value', 'kv_set token s3cretValue'],
    ['bare key', key],
  ])('with a %s it is masked and not to be kept', (_, line) => {
    const typed = createTyping(createMaskingDoor()).text(line, '\r', 1);
    expect(typed.secret).toBe(true);
    expect(typed.line.masked).toHaveLength(1);
    expect(typed.line.text).not.toContain(line.slice(-6));
  });

  test.each([1, 7, 24, 30, 44])('a line sent in two pieces, cut at %d, hides what a whole one hides', (cut) => {
    const typing = createTyping(createMaskingDoor());
    const one = typing.text(auth.slice(0, cut), '', 1);
    const two = typing.text(auth.slice(cut), '\r', 2);
    expect(two).toMatchObject({ secret: true, ended: auth });
    const shown = one.line.text + two.line.text;
    for (let at = 0; at + 6 <= key.length; at++) expect(shown).not.toContain(key.slice(at, at + 6));
  });

  test('bytes that spell a secret are masked as bytes, and what is around them is not', () => {
    const typed = createTyping(createMaskingDoor()).bytes(bytes(`${auth}\rhelp\r`), 1);
    expect(typed).toMatchObject({ secret: true, ended: 'help' });
    expect(typed.line.text.startsWith('61 75 74 68 20')).toBe(true);
    expect(typed.line.text.endsWith('•••••• 0D 68 65 6C 70 0D')).toBe(true);
    const [[start, length] = [0, 0]] = typed.line.masked ?? [];
    expect(typed.line.text.slice(start, start + length)).toBe('••••••');
  });

  test('what one line hides, the next does not', () => {
    const typing = createTyping(createMaskingDoor());
    typing.text(auth, '\r', 1);
    expect(typing.text('read_mac', '\r', 2)).toMatchObject({ secret: false, ended: 'read_mac' });
  });

  test('a secret learned elsewhere is masked', () => {
    const door = createMaskingDoor();
    door.learn('WorkshopPassword');
    expect(createTyping(door).text('try WorkshopPassword now', '\r', 1)).toMatchObject({
      secret: true,
      line: { text: 'try •••••• now' },
    });
  });
});
