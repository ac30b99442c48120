import { expect, it } from 'vitest';
import { drawDeviceLog } from './draw-device-log';

const lines = [{ at: 1000, text: 'dp<1> bool: 0, new: 1' }];

/** polish, row 16: what was just exchanged, not one old line. */
it('the log of a device shows the lines of data points while somebody listens', async () => {
  const html = await drawDeviceLog('open', lines);
  expect(html).toContain('dp&lt;1&gt; bool: 0, new: 1');
  expect(html).toContain('following');
});

it('the log of a device to which nobody listens shows no old line, and how to listen', async () => {
  const html = await drawDeviceLog('free', lines);
  expect(html).not.toContain('dp&lt;1&gt;');
  expect(html).not.toContain('following');
  expect(html).toContain('Listen');
});
