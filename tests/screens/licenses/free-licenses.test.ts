import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { FreeLicenses } from '../../../src/screens/licenses/free-licenses';

test('the platform that a license comes from is a link, in a tab of its own', () => {
  const html = renderToStaticMarkup(createElement(FreeLicenses));
  const link = /<a [^>]*href="https:\/\/platform\.tuya\.com"[^>]*>platform\.tuya\.com<\/a>/.exec(html)?.[0];
  expect(link).toContain('target="_blank"');
  expect(link).toContain('rel="noreferrer"');
  expect(html.replaceAll(/<[^>]+>/g, '')).toContain('Log in at platform.tuya.com, with the account');
});
