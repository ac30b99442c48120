import { describe, expect, it } from 'vitest';
import { DoorError } from '../../src/doors/door';
import { readOptions } from '../../src/doors/options';

const base = ['--chip', 'esp32', '--rfc2217', '4000'];
const refusal = (...args: string[]): string => {
  try {
    readOptions(args);
  } catch (fault) {
    if (fault instanceof DoorError && fault.exitCode === 2) return fault.message;
    throw fault;
  }
  return '';
};

describe('the command line', () => {
  it('has a board that boots from an erased flash of 4 MB when nothing else is said', () => {
    expect(readOptions(base)).toEqual({
      chip: 'esp32',
      door: { port: 4000 },
      startInLoader: false,
      demo: false,
      flashBytes: 4 << 20,
      habits: {},
      instant: false,
      speed: 1,
    });
  });

  it('takes everything at once', () => {
    const habits = ['noisyLogMs=120', 'factoryMac', 'licensed=uuidbench00000000001,BENCHKEY000000000000000000000001'];
    const options = readOptions([
      ...['--chip', 'esp32c6', '--link', 'here', '--download', '--demo', '--flash', 'f.bin', '--flash-size', '8'],
      ...['--mac', 'c8:47:8c:00:00:01', '--instant', '--speed', '10', ...habits.flatMap((habit) => ['--habit', habit])],
    ]);
    expect(options).toMatchObject({
      chip: 'esp32c6',
      door: { link: 'here' },
      startInLoader: true,
      demo: true,
      flashFile: 'f.bin',
      flashBytes: 8 << 20,
      mac: 'C8:47:8C:00:00:01',
      instant: true,
      speed: 10,
      habits: {
        noisyLogMs: 120,
        factoryMac: true,
        licensed: { uuid: 'uuidbench00000000001', authKey: 'BENCHKEY000000000000000000000001' },
      },
    });
  });

  // The flash ids of the recorded chips say these sizes (beken-uart-boot, section 12); T2 is the module (section 1).
  it.each([
    ['t5ai', 't5ai', 8],
    ['t3', 't3', 4],
    ['t2', 'bk7231n', 2],
  ])('knows a %s', (name, chip, megabytes) => {
    const options = readOptions(['--chip', name, '--link', 'here']);
    expect(options).toMatchObject({ chip, flashBytes: megabytes << 20 });
  });

  it('burns what it is told to', () => {
    const options = readOptions([...base, '--habit', 'locks=secure-boot,flash-encryption']);
    expect(options?.habits.locks).toEqual(['secure-boot', 'flash-encryption']);
  });

  it('makes up a license when none is given', () => {
    const options = readOptions([...base, '--habit', 'licensed']);
    expect(options?.habits.licensed?.uuid).toHaveLength(20);
    expect(options?.habits.licensed?.authKey).toHaveLength(32);
  });

  it('shows help instead when asked', () => {
    expect(readOptions(['--help'])).toBeUndefined();
  });

  it.each([
    [[], /--chip needs one of t5ai, t3, t1, bk7231n, esp32, .*, t2$/],
    [['--chip', 'z80', '--link', 'x'], /--chip needs one of/],
    [['--chip', 'esp32'], /one of --link <path> and --rfc2217 <port> is needed/],
    [[...base, '--link', 'x'], /one of --link/],
    [['--chip', 'esp32', '--rfc2217', '70000'], /--rfc2217 needs a whole number up to 65535/],
    [[...base, '--boot', '--download'], /exclude each other/],
    [[...base, '--mac', '12:34'], /--mac needs six groups/],
    [[...base, '--flash-size', '5'], /one of 4, 8, 16, 32$/],
    [['--chip', 't5ai', '--link', 'x', '--flash-size', '4'], /has 8 MB and no other flash/],
    [['--chip', 'constructor', '--link', 'x'], /--chip needs one of/],
    [[...base, '--speed', '0'], /1 to 100/],
    [[...base, '--speed', '101'], /up to 100/],
    [[...base, '--habit', 'lazy'], /there is no habit lazy/],
    [[...base, '--habit', 'toString'], /there is no habit toString/],
    [[...base, '--habit', 'noisyLogMs'], /noisyLogMs= needs a whole number/],
    [[...base, '--habit', 'latencyMs=17'], /latencyMs= needs a whole number up to 16/],
    [[...base, '--habit', 'factoryMac=yes'], /takes no value/],
    [[...base, '--habit', 'licensed=short,key'], /needs a uuid/],
    [[...base, '--habit', 'locks'], /locks= needs some of secure-boot/],
    [[...base, '--habit', 'locks=secure-boot,tight'], /locks= needs some of secure-boot/],
    [[...base, '--nonsense'], /nonsense/],
    [[...base, 'stray'], /stray/],
  ])('refuses %j with the reason', (args, message) => {
    expect(refusal(...args)).toMatch(message);
  });

  it('does not repeat a key in its refusal', () => {
    const key = 'SECRETKEY';
    expect(refusal(...base, '--habit', `licensed=uuidbench00000000001,${key}`)).not.toContain(key);
  });
});
