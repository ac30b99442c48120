import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { markedProps } from '../../src/ui/jsx/marked-props';
import { visible } from '../../src/ui/visible';

it.each([
  ['a mark of direction', 'lamp\u202Enib.exe', 'lamp⟨U+202E⟩nib.exe'],
  ['isolates', '\u2066a\u2069', '⟨U+2066⟩a⟨U+2069⟩'],
  ['letters without width', 'Bench\u200B-\u20605G\uFEFF', 'Bench⟨U+200B⟩-⟨U+2060⟩5G⟨U+FEFF⟩'],
  ['a soft hyphen', 'co\u00ADop', 'co⟨U+00AD⟩op'],
  ['control characters', 'a\u0007\u001B[2Jb\u0000', 'a⟨U+0007⟩⟨U+001B⟩[2Jb⟨U+0000⟩'],
  ['letters drawn as nothing', '\u3164\u2800\u115F', '⟨U+3164⟩⟨U+2800⟩⟨U+115F⟩'],
  ['half a letter', 'a\uD800', 'a⟨U+D800⟩'],
  ['tags', 'x\u{E0041}', 'x⟨U+E0041⟩'],
  ['line separators', 'a\u2028b', 'a⟨U+2028⟩b'],
  ['letters from the right keep to themselves', 'שלום 5', '\u2068שלום\u2069 5'],
])('names with direction marks and their like are shown with the mark visible: %s', (_, given, shown) => {
  expect(visible(given)).toBe(shown);
});

it.each(['Lampe für Büro', '车间 2G', 'Wi‑Fi', 'a\tb\r\nc', 'é', '👨‍👩‍👧', '❤️', '• … — “x”', 'ツ', 'हिन्दी'])(
  'leaves alone what an eye can see: %s',
  (text) => expect(visible(text)).toBe(text),
);

it('marks what an element shows and says, and never what a person types', () => {
  expect(
    markedProps('b', { children: ['a\u202E', 1, null], title: 'b\u200B', value: 'c\u202E', className: 'd\u202E' }),
  ).toEqual({ children: ['a⟨U+202E⟩', 1, null], title: 'b⟨U+200B⟩', value: 'c\u202E', className: 'd\u202E' });
  const component = () => null;
  const props = { name: 'a\u202E', children: 'a\u202E' };
  expect(markedProps(component, props)).toBe(props);
});

it('every screen goes through that door, and none goes around it', () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  expect(read('vite.config.ts')).toContain("jsxImportSource: '#ui'");
  const sources = readdirSync(new URL('../../src', import.meta.url), { recursive: true, encoding: 'utf8' });
  const around =
    /dangerouslySetInnerHTML|(?<!document\.)createElement\(|\.innerHTML\s*=|\.(textContent|innerText)\s*=|@jsxImportSource/;
  const screens = sources.filter((path) => /^(ui|screens|app)\/.*\.tsx?$/.test(path.replaceAll('\\', '/')));
  expect(screens.length).toBeGreaterThan(100);
  expect(screens.filter((path) => around.test(read(`src/${path}`)))).toEqual([]);
});
