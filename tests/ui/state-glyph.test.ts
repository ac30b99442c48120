import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { type GlyphState, StateGlyph } from '../../src/ui/state-glyph';

const states: readonly GlyphState[] = ['ahead', 'left-out', 'working', 'proven', 'yours', 'doubtful', 'failed', 'open'];

/** The drawing with every colour and name taken out: what a person sees who sees no colours. */
const shapeOf = (state: GlyphState) =>
  renderToStaticMarkup(createElement(StateGlyph, { state }))
    .replaceAll(/(fill|stroke)="(?!none)[^"]*"/g, '$1')
    // Half a pixel more or less is no other shape.
    .replaceAll(/ r="([\d.]+)"/g, (_, r: string) => ` r="${Math.round(Number(r))}"`)
    .replaceAll(/(data-state|class)="[^"]*"/g, '');

describe('state glyphs (look.md: "shape tells without colour")', () => {
  test('no two states share a shape', () => {
    expect(new Set(states.map(shapeOf)).size).toBe(states.length);
  });

  test('beside its word a glyph is silent, alone it has a name', () => {
    expect(renderToStaticMarkup(createElement(StateGlyph, { state: 'proven' }))).toContain('aria-hidden="true"');
    const named = renderToStaticMarkup(createElement(StateGlyph, { state: 'proven', label: 'proven' }));
    expect(named).toContain('role="img" aria-label="proven"');
    expect(named).not.toContain('aria-hidden');
  });
});
