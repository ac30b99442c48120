import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** Contrast of the tokens as they are shipped, against the ratios that look.md, "Tokens", computed. */

const css = readFileSync(new URL('../../src/ui/tokens.css', import.meta.url), 'utf8');

const colours = (block: string): Record<string, string> =>
  Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6})\b/gi)].map(([, name, value]) => [name, value]));

const blockOf = (selector: string) => css.slice(css.indexOf(selector)).split('}')[0] ?? '';
const light = colours(blockOf(':root {'));
const dark = {
  ...light,
  ...colours(blockOf(':root[data-theme="dark"] {')),
  ...colours(blockOf(':root[data-theme="dark"],')),
};

const channels = (hex: string) => {
  const full = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1);
  return [0, 2, 4].map((at) => Number.parseInt(full.slice(at, at + 2), 16) / 255);
};
const luminance = (hex: string) => {
  const [r = 0, g = 0, b = 0] = channels(hex).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string | undefined, b: string | undefined) => {
  const [bright = 0, dim = 0] = [luminance(a ?? '#000'), luminance(b ?? '#000')].sort((x, y) => y - x);
  return (bright + 0.05) / (dim + 0.05);
};

const states = ['proven', 'working', 'yours', 'doubtful', 'failed'] as const;

describe.each([
  ['light', light, 5.1],
  ['dark', dark, 6.1],
] as const)('%s', (_, tokens, onWash) => {
  test('has every token', () => {
    for (const name of ['mat', 'panel', 'well', 'glass', 'line', 'edge', 'ink', 'ink-2', 'ink-3', ...states])
      expect(tokens[name], name).toBeDefined();
  });

  test.each(states)('%s reads on its own wash, on panel and on mat', (state) => {
    expect(contrast(tokens[state], tokens[`${state}-wash`])).toBeGreaterThanOrEqual(onWash);
    expect(contrast(tokens[state], tokens.panel)).toBeGreaterThanOrEqual(5.7);
    expect(contrast(tokens[state], tokens.mat)).toBeGreaterThanOrEqual(5.2);
  });

  test.each(['ink', 'ink-2', 'ink-3'])('%s reads on panel, mat and every wash', (ink) => {
    expect(contrast(tokens[ink], tokens.panel)).toBeGreaterThanOrEqual(5.5);
    expect(contrast(tokens[ink], tokens.mat)).toBeGreaterThanOrEqual(5.2);
    for (const state of states) expect(contrast(tokens[ink], tokens[`${state}-wash`])).toBeGreaterThanOrEqual(4.5);
  });

  test('the edges of controls can be seen', () => {
    expect(contrast(tokens.edge, tokens.panel)).toBeGreaterThanOrEqual(3);
  });
});

test('on the light theme too, glass is dark under dark tokens', () => {
  expect(contrast(dark.ink, light.glass)).toBeGreaterThanOrEqual(15.8);
  for (const state of states) expect(contrast(dark[state], light.glass)).toBeGreaterThanOrEqual(6);
});
