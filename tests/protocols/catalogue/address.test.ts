import { expect, it } from 'vitest';
import { hostOf, isLoopback, readAddress, readRedirect } from '../../../src/protocols/catalogue/address';

/** What is asked for elsewhere, and what never is. */

it.each([
  ['https://files.example/list.json', 'https://files.example/list.json'],
  [' files.example/list.json ', 'https://files.example/list.json'],
  ['localhost:8000/list.json', 'https://localhost:8000/list.json'],
  ['http://localhost:8000/x', 'http://localhost:8000/x'],
  ['HTTPS://Files.Example/a/../b#part', 'https://files.example/b'],
  ['https://files.example/list.json?v=2', 'https://files.example/list.json?v=2'],
  ['https://例子.example/表.json', 'https://xn--fsqu00a.example/%E8%A1%A8.json'],
])('%s is %s', (typed, url) => {
  expect(readAddress(typed)).toEqual({ kind: 'address', url });
});

it.each([
  ['', 'no-address'],
  ['https://', 'no-address'],
  ['a b', 'no-address'],
  [`files.example/${'x'.repeat(3000)}`, 'too-long'],
  ['http://files.example/', 'scheme'],
  ['http://192.168.1.2/', 'scheme'],
  ['ftp://files.example/', 'scheme'],
  ['javascript:alert(1)', 'scheme'],
  ['data:application/json,{}', 'scheme'],
  ['blob:https://files.example/1', 'scheme'],
  ['file:///etc/passwd', 'scheme'],
  ['https://me@files.example/', 'credentials'],
  ['https://me:word@files.example/', 'credentials'],
  ['https://files.example/?access_token=x', 'secret'],
  ['https://files.example/?X-Amz-Signature=x', 'secret'],
  ['https://files.example/?sig=x', 'secret'],
  ['https://files.example/?api-key=x', 'secret'],
])('%s is refused: %s', (typed, fault) => {
  expect(readAddress(typed)).toEqual({ kind: 'refused', fault });
});

it('resolves what a list names against where the list is, and checks it the same way', () => {
  const base = 'https://files.example/a/list.json';
  expect(readAddress('b/manifest.json', base)).toEqual({
    kind: 'address',
    url: 'https://files.example/a/b/manifest.json',
  });
  expect(readAddress('//other.example/x', base)).toEqual({ kind: 'address', url: 'https://other.example/x' });
  for (const [given, fault] of [
    ['http://other.example/x', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['//me@other.example/x', 'credentials'],
  ])
    expect(readAddress(given ?? '', base)).toEqual({ kind: 'refused', fault });
});

it('lets a server send one on with access for a moment, and nowhere else', () => {
  const from = 'https://files.example/x.bin';
  expect(readRedirect('https://store.example/x?sig=1', from).kind).toBe('address');
  expect(readRedirect('http://store.example/x', from)).toEqual({ kind: 'refused', fault: 'scheme' });
});

it('knows this computer by its names', () => {
  expect(['localhost', '127.0.0.1', '127.8.8.8', '[::1]'].every(isLoopback)).toBe(true);
  expect(['localhost.example', '128.0.0.1', '127.0.0.1.example', '[::2]', ''].some(isLoopback)).toBe(false);
  expect(hostOf('https://files.example:8443/x')).toBe('files.example:8443');
  expect(hostOf('nothing')).toBe('');
});
