import { expect, it } from 'vitest';
import { findKnots, type Import } from '../../scripts/arrows/knots';

const imports = (...lines: string[]): Import[] =>
  lines.map((line) => {
    const [from = '', to = ''] = line.split(' > ');
    return { from, to };
  });
const roomsOf = (...lines: string[]) => findKnots(imports(...lines)).map(({ rooms }) => rooms.join(' '));

it('lets imports point down, also from a parent into a child and from a child into a parent', () => {
  expect(roomsOf('src/a/x.ts > src/a/b/y.ts', 'src/a/b/y.ts > src/c/z.ts', 'src/a/d/w.ts > src/a/b/y.ts')).toEqual([]);
  expect(roomsOf('src/a/b/y.ts > src/a/x.ts', 'src/a/d/w.ts > src/a/x.ts')).toEqual([]);
});

it('finds files in a circle, however long', () => {
  expect(roomsOf('a/x.ts > a/y.ts', 'a/y.ts > a/z.ts', 'a/z.ts > a/x.ts')).toEqual(['a/x.ts a/y.ts a/z.ts']);
});

it('finds a parent and a child that import each other through different files', () => {
  expect(roomsOf('a/list.ts > a/b/one.ts', 'a/b/one.ts > a/noun.ts')).toEqual(['a/ a/b/']);
});

it('finds folders in a circle of which no two files are, and names an import for each arrow', () => {
  expect(findKnots(imports('a/x.ts > b/y.ts', 'b/z.ts > c/w.ts', 'c/v.ts > a/u.ts'))).toEqual([
    { rooms: ['a/', 'b/', 'c/'], by: imports('a/x.ts > b/y.ts', 'b/z.ts > c/w.ts', 'c/v.ts > a/u.ts') },
  ]);
});

it('finds folders that hold each other only with all they contain', () => {
  expect(roomsOf('r/a/b/x.ts > r/c/y.ts', 'r/c/d/z.ts > r/a/e/w.ts')).toEqual(['r/a/ r/c/']);
});
