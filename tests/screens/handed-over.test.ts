import { expect, test } from 'vitest';
import { dropped, handOver, takeHandedOver } from '../../src/screens/parts/handed-over';

test('a dropped file waits for the screen that can read it, and is taken once', () => {
  handOver(dropped(new File(['x'], 'Tuesday.XLSX')));
  handOver(dropped(new File(['x'], 'switch_demo_QIO_1.0.2.bin')));
  handOver({ for: 'licenses', text: 'pasted' });
  expect(takeHandedOver('firmware').map((thing) => thing.for)).toEqual(['firmware']);
  expect(takeHandedOver('licenses')).toHaveLength(2);
  expect(takeHandedOver('licenses')).toHaveLength(0);
  expect(takeHandedOver('firmware')).toHaveLength(0);
});

test('every kind of sheet goes to the licenses, those that cannot be read too: there it is said what to do', () => {
  const names = ['a.xlsx', 'a.xls', 'a.xlsb', 'a.ods', 'a.numbers', 'a.csv', 'a.html', 'a.md', 'a.txt'];
  expect(names.map((name) => dropped(new File([], name)).for)).toEqual(names.map(() => 'licenses'));
});

test('a recipe is told from a thing model by its name, also when it was downloaded twice', () => {
  const places = ['desk-lamp.bindery-recipe.json', 'Lamp.bindery-recipe (1).json', 'lamp-model.json'].map(
    (name) => dropped(new File([], name)).for,
  );
  expect(places).toEqual(['recipe', 'recipe', 'products']);
});
