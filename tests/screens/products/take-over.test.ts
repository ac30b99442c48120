import { expect, it } from 'vitest';
import { readProductModel } from '../../../src/protocols/product-model/read-product';
import { takenOver } from '../../../src/screens/products/take-over';

it('a data point that could not be read stays as the product has it', () => {
  const row = (abilityId: number, code: string, typeSpec: object) => ({ abilityId, code, accessMode: 'rw', typeSpec });
  const properties = [row(1, 'switch', { type: 'bool' }), row(2, 'speed', { type: 'enum' })];
  const read = readProductModel({ services: [{ properties }] });
  if (read.kind !== 'read') throw new Error(read.code);
  const ours = ['speed', 'old'].map((code, n) => ({ id: n + 2, code, name: '', mode: 'rw', type: 'bool' }) as const);
  expect(takenOver(ours, read).map(({ code }) => code)).toEqual(['switch', 'speed']);
});
