import { expect, it } from 'vitest';
import { colourOfCss, cssColour, formFor, isColour, readColour, writeColour } from '../../src/model/colour-data';

const v2 = { code: 'colour_data_v2' };
const v1 = { code: 'colour_data' };

/** Row 35 of polish: string and JSON forms of a lamp's colour. */
it.each([
  ['hex', v2, '00b403e803e8', '#00ffff'],
  ['hex', v1, '000003e803e8', '#ff0000'],
  ['old-hex', v1, '00ff000078ffff', '#00ff00'],
  ['json', v2, '{"h":240,"s":1000,"v":500}', '#000080'],
  ['old-json', v1, '{"h":0,"s":0,"v":255}', '#ffffff'],
  ['json', v1, '{"h":60,"s":1000,"v":1000}', '#ffff00'],
] as const)(
  'a colour in the form %s of %j is read, shown and written back as it came: %s',
  (form, point, text, css) => {
    const told = readColour(point, text);
    expect(told?.form).toBe(form);
    expect(told && cssColour(told.colour)).toBe(css);
    expect(told && writeColour(told.form, told.colour)).toBe(text);
  },
);

it.each(['', 'red', '00b403e803', '016903e803e8', '00b403e903e8', '{"h":1}', '{', '{"h":-1,"s":0,"v":0}', 'null'])(
  '%j is no colour',
  (text) => expect(readColour(v2, text)).toBeUndefined(),
);

it('what a picker gives comes out as the picker gave it', () => {
  for (const css of ['#000000', '#ffffff', '#123456', '#fe01aa', '#0a0b0c', '#808080', '#ff8800'])
    expect(cssColour(colourOfCss(css))).toBe(css);
  expect(colourOfCss('#808080', 200).hue).toBe(200);
});

it('is known by the code of its data point, and only as a text', () => {
  const is = (code: string, type: 'string' | 'value' = 'string') => isColour({ code, type });
  expect(['colour_data', 'colour_data_v2', 'color_data', 'colour_data_2'].every((code) => is(code))).toBe(true);
  expect([is('colour_data', 'value'), is('scene_data'), is('colour_switch')]).toEqual([false, false, false]);
  expect([formFor({ maxlen: 14, code: 'colour_data' }), formFor({ maxlen: 255, code: 'colour_data' })]).toEqual([
    'old-hex',
    'hex',
  ]);
});
