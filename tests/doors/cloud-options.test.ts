import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCloudOptions } from '../../src/doors/cloud-options';
import { DoorError } from '../../src/doors/door';
import { licence, productId, vectors } from '../protocols/device-cloud/recorded';

// The flags and the settings file of `npm run cloud`; lengths of device-cloud, section 0.
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bindery-options-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileWith = (settings: unknown): string => {
  const file = path.join(folder, 'settings.json');
  writeFileSync(file, typeof settings === 'string' ? settings : JSON.stringify(settings));
  return file;
};

const wrongness = (...args: string[]): string => {
  try {
    readCloudOptions(args);
  } catch (fault) {
    if (fault instanceof DoorError && fault.exitCode === 2) return fault.message;
    throw fault;
  }
  throw new Error('was taken');
};

describe('options of the served cloud', () => {
  it('has the ports that vendor clients insist on, and loopback names', () => {
    expect(readCloudOptions([])).toMatchObject({
      ports: { https: 443, mqtt: 8883, control: 4180 },
      hosts: { register: 'localhost', atop: 'localhost', mqtt: 'localhost' },
      licenses: [],
      products: [],
    });
    expect(readCloudOptions(['--help'])).toBeUndefined();
  });

  it('takes flags over the file over the usual', () => {
    const file = fileWith({
      ports: { https: 8443, mqtt: 1 },
      hosts: { register: 'rc.bench.test', mqtt: 'm1.bench.test' },
      folder: '/somewhere',
      licenses: [licence],
      products: [{ pid: productId, dataPoints: vectors.schemaGivenAtActivation, agent: 'Ada' }],
    });
    const flags = ['--mqtt', '0', '--license', 'uuidbench00000000002,authkeybench0000000000000000002x'];
    const options = readCloudOptions(['--settings', file, ...flags, '--product', 'abcdefgh12345678']);
    expect(options).toMatchObject({
      ports: { https: 8443, mqtt: 0, control: 4180 },
      hosts: { register: 'rc.bench.test', atop: 'localhost', mqtt: 'm1.bench.test' },
      folder: '/somewhere',
    });
    expect(options?.licenses.map(({ uuid }) => uuid)).toEqual([licence.uuid, 'uuidbench00000000002']);
    expect(options?.products.map(({ pid }) => pid)).toEqual([productId, 'abcdefgh12345678']);
    expect(options?.products[0]?.dataPoints?.map(({ type }) => type)).toEqual(
      vectors.schemaGivenAtActivation.map((entry) => entry.property?.type ?? 'raw'),
    );
    expect(options?.products[0]?.agent?.name).toBe('Ada');
  });

  it('takes data points with their facts beside the id too', () => {
    const point = { id: 3, code: 'mode', mode: 'rw', type: 'enum', range: ['a', 'b'] };
    const file = fileWith({ products: [{ pid: productId, dataPoints: [point] }] });
    expect(readCloudOptions(['--settings', file])?.products[0]?.dataPoints).toEqual([{ ...point, name: '' }]);
  });

  it('says what is wrong with a flag', () => {
    expect(wrongness('--https', '70000')).toBe('--https needs a port number');
    expect(wrongness('--host', 'a'.repeat(33))).toContain('host name');
    expect(wrongness('--product', 'short')).toContain('16 characters');
    expect(wrongness('--license', 'uuidbench00000000002')).toContain('32 characters');
    expect(wrongness('--speed', '1')).toContain('--speed');
  });

  it('says what is wrong with a file, and where', () => {
    const of = (settings: unknown) => wrongness('--settings', fileWith(settings));
    expect(of('{')).toBe('settings: the file is not JSON');
    expect(of([])).toBe('settings: the file has to be an object');
    expect(of({ port: 1 })).toBe('settings: there is no port in the file');
    expect(of({ ports: { http: 1 } })).toBe('settings: there is no http in ports');
    expect(of({ ports: { https: '443' } })).toContain('a port has to be a number');
    expect(of({ licenses: {} })).toBe('settings: licenses has to be a list');
    expect(of({ products: [{ pid: 'short' }] })).toContain('needs 16 characters');
    expect(of({ products: [{ pid: productId, dataPoints: [{ id: 1, mode: 'rw', type: 'hologram' }] }] })).toContain(
      'lacks id, mode or a known type',
    );
    const twice = { id: 1, mode: 'rw', type: 'bool' };
    expect(of({ products: [{ pid: productId, dataPoints: [twice, twice] }] })).toContain('one id');
    expect(of({ hosts: { mqtt: 'no name' } })).toContain('host name');
  });

  it('never repeats a key in what it says', () => {
    const authKey = 'secretsecretsecretsecretsecret!';
    const told = wrongness('--settings', fileWith({ licenses: [{ uuid: licence.uuid, authKey }] }));
    expect(told).toBe(`settings: the authKey of ${licence.uuid} needs 32 characters`);
  });

  it('fails with 1 when the file is not there', () => {
    expect(() => readCloudOptions(['--settings', path.join(folder, 'nothing.json')])).toThrow(DoorError);
  });
});
