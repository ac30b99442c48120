import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { configBlock } from '../../../src/protocols/product-model/write-product';

const pid = 'qk7xw2mvnbe4dplz';
const uuid = 'a3f29c01e4b7d2580f11';

it('defines the PID alone, and the license when it is asked for (names as in TuyaOpen applications)', () => {
  expect(configBlock(pid)).toBe('#define TUYA_PRODUCT_ID      "qk7xw2mvnbe4dplz"\n');
  expect(configBlock(pid, { uuid, authKey: 'k'.repeat(32) })).toBe(
    [
      '#define TUYA_PRODUCT_ID      "qk7xw2mvnbe4dplz"',
      '#define TUYA_OPENSDK_UUID    "a3f29c01e4b7d2580f11"',
      `#define TUYA_OPENSDK_AUTHKEY "${'k'.repeat(32)}"`,
      '',
    ].join('\n'),
  );
});

// An AuthKey is any 32 printable characters (authorize-cli, section 2).
const hard = `a"b\\c\\\\"??=d?e???)f%s/*//'0123456`.slice(0, 32);

it('escapes what would end or change a string of C', () => {
  expect(configBlock(pid, { uuid, authKey: '"\\??=?' })).toContain('AUTHKEY "\\"\\\\?\\?=?"');
});

const compiler = ['cc', 'gcc', 'clang'].find((name) => spawnSync(name, ['--version']).status === 0);

it.skipIf(!compiler)('is read back by a C compiler as it was, trigraphs on', () => {
  const source = `${configBlock(pid, { uuid, authKey: hard })}TUYA_OPENSDK_AUTHKEY\n`;
  const told = spawnSync(compiler ?? '', ['-E', '-P', '-std=c99', '-trigraphs', '-xc', '-'], { input: source });
  const text = told.stdout.toString().trim();
  expect(text.slice(1, -1).replaceAll(/\\(.)/g, '$1')).toBe(hard);
});
