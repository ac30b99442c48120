import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { routeOf } from '../../../src/app/routes';
import { shell } from '../../../src/i18n/en/shell';
import { zh } from '../../../src/i18n/zh';
import type { PortView } from '../../../src/model/run';
import { groupCommand } from '../../../src/screens/bench/parts/command';
import { nextTheme } from '../../../src/screens/parts/preferences';
import { hasHappened } from '../../../src/screens/shell/announcement';
import { foldedPorts } from '../../../src/screens/shell/port-strip';

it('titles: each screen has its own, in both languages', () => {
  const paths = ['/', '/licenses', '/firmware', '/products', '/devices', '/console', '/settings', '/certificate/x'];
  const titles = [...paths, '/read-log', '/recipe/abc'].map((path) => routeOf(path)?.title ?? 'bench');
  expect(new Set(titles).size).toBe(10);
  for (const words of [shell.words, zh.shell as typeof shell.words])
    expect(new Set(titles.map((title) => words[title])).size).toBe(10);
  expect(routeOf('/nowhere')).toBeUndefined();
});

it('the theme button has three states, and comes back to that of the system', () => {
  for (const system of ['light', 'dark'] as const) {
    const first = nextTheme('system', system);
    const second = nextTheme(first, system);
    expect(new Set(['system', first, second]).size).toBe(3);
    // The first press is one that shows.
    expect(first).not.toBe(system);
    expect(nextTheme(second, system)).toBe('system');
  }
});

it.runIf(process.platform === 'linux')('guide: the Linux command names a group where no port is present', () => {
  expect(groupCommand).not.toContain('/dev/');
  const group = /"\$\((.*?)\)"/.exec(groupCommand)?.[1] ?? '';
  const said = execFileSync('sh', ['-c', group], { encoding: 'utf8' }).trim();
  expect(said).toMatch(/^(dialout|uucp)$/);
});

it('announcer: a station that is not reached is not spoken of', () => {
  const states = ['ahead', 'left-out', 'working', 'proven', 'yours', 'doubtful', 'failed'] as const;
  expect(states.filter((state) => hasHappened({ state }))).toEqual(states.slice(2));
});

it('port strip: folds past the seventh chip, but not for one more', () => {
  const ports = (count: number): PortView[] =>
    Array.from({ length: count }, (_, at) => ({ id: `${at}`, name: 'CH340', use: 'free' }));
  expect([1, 7, 8, 9, 40].map((count) => foldedPorts(ports(count)).length)).toEqual([1, 7, 8, 7, 7]);
});
