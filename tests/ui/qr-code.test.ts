import jsQR from 'jsqr';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { QrCode } from '../../src/ui/qr-code';

const scale = 4;

/** Paints the drawing as a browser would: white ground, then `M x y h w v1 h-w z` squares in black. */
const paint = (markup: string) => {
  const cells = Number(/viewBox="0 0 (\d+) /.exec(markup)?.[1]);
  const side = cells * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, width] of markup.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      for (let column = Number(x) * scale; column < (Number(x) + Number(width)) * scale; column += 1) {
        pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
      }
    }
  }
  return { cells, side, pixels };
};

const drawn = (text: string) => renderToStaticMarkup(createElement(QrCode, { text, label: 'code', size: '21mm' }));

describe('QR codes, read by a reader we did not write (jsQR)', () => {
  test.each([
    // ble-pairing, section 13
    ['https://smartapp.tuya.com/s/p?p=qk7xw2mvnbe4dplz&uuid=a3f277d01b9e44a2c6e0&v=2.0'],
    ['a3f277d01b9e44a2c6e0 B2:C3'],
    ['tuya0123456789ab B2:C3'],
    ['34:85:18:6E:B2:C3'],
    ['桌灯，已绑定'],
  ])('%s', (text) => {
    const { pixels, side } = paint(drawn(text));
    expect(jsQR(pixels, side, side)?.data).toBe(text);
  });

  test('four quiet cells on every side, as ISO 18004 asks', () => {
    const { pixels, side } = paint(drawn('a3f277d01b9e44a2c6e0 B2:C3'));
    const dark = (x: number, y: number) => pixels[(y * side + x) * 4] === 0;
    const edge = 4 * scale;
    for (let along = 0; along < side; along += 1) {
      for (let depth = 0; depth < edge; depth += 1) {
        const around = [
          dark(along, depth),
          dark(depth, along),
          dark(along, side - 1 - depth),
          dark(side - 1 - depth, along),
        ];
        expect(around).toEqual([false, false, false, false]);
      }
    }
    // The corner of the first finder pattern: the ring is no wider than it must be.
    expect(dark(edge, edge)).toBe(true);
  });

  test('ink on white whatever the theme, with a name', () => {
    const markup = drawn('x');
    expect(markup).toContain('fill="#fff"');
    expect(markup).toContain('fill="#000"');
    expect(markup).not.toContain('var(');
    expect(markup).toContain('role="img" aria-label="code"');
    expect(markup).toContain('width:21mm;height:21mm');
  });
});
