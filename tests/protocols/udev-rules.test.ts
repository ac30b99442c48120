import { expect, it } from 'vitest';
import { bridgeVendors } from '../../src/model/adapters';
import { isTakenForBraille, udevRules } from '../../src/protocols/udev-rules';

const lines = udevRules().split('\n');
const rules = lines.filter((line) => line !== '' && !line.startsWith('#'));

// ModemManager's manual, "Modem filter": the tag, and the actions it is read at.
it('tells ModemManager to leave every vendor alone whose bridges the bench knows', () => {
  for (const vendor of bridgeVendors) {
    const id = vendor.toString(16).padStart(4, '0');
    expect(rules).toContain(`ATTRS{idVendor}=="${id}", ENV{ID_MM_DEVICE_IGNORE}="1"`);
  }
});

it('clears what brltty’s rules set, for the three bridges with ids of a display', () => {
  for (const ids of ['1a86:7523', '10c4:ea60', '0403:6001']) {
    expect(isTakenForBraille(ids)).toBe(true);
    const [vendor, product] = ids.split(':');
    const rule = rules.find((line) => line.includes(`"${vendor}"`) && line.includes(`"${product}"`));
    expect(rule).toMatch(/ENV\{BRLTTY_BRAILLE_DRIVER\}="", ENV\{SYSTEMD_WANTS\}=""$/);
  }
  expect(isTakenForBraille('303a:1001')).toBe(false);
});

it('is made of words that udev has: keys, operators, values in quotes, and one label for one jump', () => {
  const word = /^(?:ACTION|SUBSYSTEM|LABEL|GOTO|(?:ATTRS?|ENV)\{\w+\})(?:==|!=|=)"[^"]*"$/;
  for (const rule of rules) for (const part of rule.split(', ')) expect(part).toMatch(word);
  expect(rules.filter((rule) => rule.startsWith('LABEL='))).toEqual(['LABEL="bindery_end"']);
  expect(rules[0]).toBe('ACTION=="remove", GOTO="bindery_end"');
});
