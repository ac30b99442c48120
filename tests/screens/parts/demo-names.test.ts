import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, test, vi } from 'vitest';
import { Router } from 'wouter';
import { demoProductsOfCloud } from '../../../src/app/demo-products';
import { spoken } from '../../../src/i18n/language';
import { speak } from '../../../src/i18n/speaking/speak';
import { demo } from '../../../src/i18n/zh/demo';
import { certificateOf } from '../../../src/protocols/certificate/certificate';
import { DayRow } from '../../../src/screens/bench/day/day';
import { saidProduct, useDemoNames } from '../../../src/screens/parts/demo-names';
import { bound } from '../harness/certificate-runs';

afterEach(async () => {
  vi.restoreAllMocks();
  await speak('en');
});

const given = demoProductsOfCloud().flatMap(({ name, dataPoints, agent }) => [
  name,
  ...dataPoints.map((point) => point.name),
  ...(agent ? [agent.name, ...agent.roles.map((role) => role.name)] : []),
]);

test('every name that the make-believe cloud gives has its Chinese word, and no other has', () => {
  expect(Object.keys(demo.names).sort()).toEqual([...new Set(given)].sort());
  for (const word of Object.values(demo.names)) expect(word).toMatch(/^[\u4e00-\u9fff]+$/);
});

test('names of a product, its data points and its agent are said in Chinese; codes and words of an enum stay', () => {
  const [lamp] = demoProductsOfCloud();
  const said = saidProduct(lamp!, (name) => demo.names[name] ?? name);
  expect([said.name, said.agent?.name, said.dataPoints[1]?.name]).toEqual(['演示灯', '模拟的灯智能体', '模式']);
  expect(said.dataPoints.map(({ code }) => code)).toEqual(lamp!.dataPoints.map(({ code }) => code));
  expect(said.dataPoints[1]?.range).toEqual(['white', 'colour', 'scene', 'music']);
});

const Said = ({ virtual }: { virtual: boolean }) => useDemoNames(virtual)('Demo lamp');
const drawn = (virtual: boolean) => renderToStaticMarkup(createElement(Said, { virtual }));

test('a real product keeps the name that a person gave it, whatever it is', async () => {
  expect(drawn(true)).toBe('Demo lamp');
  await speak('zh');
  vi.spyOn(spoken, 'getInitialState').mockReturnValue(spoken.getState());
  expect(drawn(true)).toBe('演示灯');
  expect(drawn(false)).toBe('Demo lamp');
});

test('among the runs of today a demo product has its name in the language of the page, a real one its own', async () => {
  const run = (virtual: boolean) =>
    certificateOf({ ...bound, virtual, device: { ...bound.device!, product: 'Demo lamp' } });
  const row = (virtual: boolean) =>
    renderToStaticMarkup(
      createElement(() => Router({ ssrPath: '/', children: createElement(DayRow, { run: run(virtual) }) })),
    );
  await speak('zh');
  vi.spyOn(spoken, 'getInitialState').mockReturnValue(spoken.getState());
  expect(row(true)).toContain('演示灯');
  expect(row(false)).toContain('Demo lamp');
});
