import type { CloudFault } from '../../src/virtual/cloud/state';
import { expect } from './bench';
import { test } from './relay-host';

/** The page against the relay over HTTP, with relay, cloud and device in another process (issue 3, Show 3 and 5). */

const toRelay = { name: 'Demo cloud of the relay' };

test('a switch flipped in the page reaches the device through the relay, and its report comes back', async ({
  page,
  shell,
  relay,
}) => {
  await shell.load('devices');
  await page.getByRole('radio', toRelay).click({ force: true });
  await shell.main.locator(`a[href*="${relay.deviceId}"]`).first().click();
  const point = shell.main.getByRole('switch').first();
  await expect(point).not.toBeChecked();
  await point.click({ force: true });
  await expect(point).toBeChecked();
  const { deviceId, happenings } = relay;
  expect(happenings).toContainEqual(expect.objectContaining({ kind: 'commanded', deviceId }));
  expect(happenings).toContainEqual(
    expect.objectContaining({ kind: 'reported', deviceId, values: [{ dpId: 1, value: true }] }),
  );
});

/** Fault, code of openapi section 5, and a piece of what the person reads. */
const told: readonly (readonly [CloudFault, string])[] = [
  ['subscription-expired', '28841002'],
  ['not-subscribed', '28841101'],
  ['data-centre-suspended', '28841107'],
  ['cross-region', '2007'],
  ['rate-limit', '1110'],
];

test('each refusal of the project is told with its code, and is over when the fault is', async ({
  page,
  shell,
  relay,
}, info) => {
  await shell.load('devices');
  await page.getByRole('radio', toRelay).click({ force: true });
  const device = shell.main.locator(`a[href*="${relay.deviceId}"]`).first();
  await device.waitFor();
  for (const [fault, code] of told) {
    await relay.fault(fault, true);
    await shell.main.getByRole('button', { name: 'Ask again' }).click();
    await expect(shell.main.getByRole('alert').first()).toContainText(code);
    await page.screenshot({ path: info.outputPath(`${fault}.png`) });
    await relay.fault(fault, false);
    await shell.main.getByRole('button', { name: 'Ask again' }).click();
    await expect(shell.main.getByRole('alert')).toHaveCount(0);
    await device.waitFor();
  }
});

test('a clock that is wrong and a token that has run out are mended without a word', async ({ page, shell, relay }) => {
  await shell.load('devices');
  await page.getByRole('radio', toRelay).click({ force: true });
  const device = shell.main.locator(`a[href*="${relay.deviceId}"]`).first();
  await device.waitFor();
  for (const fault of ['clock-skew', 'token-expired'] as const) {
    await relay.fault(fault, true);
    await shell.main.getByRole('button', { name: 'Ask again' }).click();
    await expect(device).toBeVisible();
    await expect(shell.main.getByRole('alert')).toHaveCount(0);
    await relay.fault(fault, false);
  }
});

test('a report that is lost leaves the command without an answer, and the control where it was', async ({
  page,
  shell,
  relay,
}) => {
  await shell.load('devices');
  await page.getByRole('radio', toRelay).click({ force: true });
  await shell.main.locator(`a[href*="${relay.deviceId}"]`).first().click();
  const point = shell.main.getByRole('switch').first();
  await expect(point).not.toBeChecked();
  await relay.fault('report-lost', true);
  await point.click({ force: true });
  await expect(shell.main).toContainText('no answer');
  await expect(point).not.toBeChecked();
});

const chinese = {
  toRelay: { name: '中继里的演示云' },
  again: '再问一次',
  none: '还没有设备。',
  elsewhere: '在别的数据中心',
} as const;

test('a command to a device that has just gone offline is refused in words', async ({ page, shell, relay }, info) => {
  await shell.load('devices');
  await page.getByRole('radio', toRelay).click({ force: true });
  await shell.main.locator(`a[href*="${relay.deviceId}"]`).first().click();
  const row = shell.main
    .locator('[data-dp]')
    .filter({ has: page.getByRole('switch') })
    .first();
  const point = row.getByRole('switch');
  await expect(point).not.toBeChecked();
  await relay.fault('device-offline', true);
  await point.click({ force: true });
  await expect(row).toContainText('The device is offline.');
  await expect(row).toContainText('2001');
  await expect(point).not.toBeChecked();
  await page.screenshot({ path: info.outputPath('device-offline.png') });

  await relay.fault('device-offline', false);
  await point.click({ force: true });
  await expect(point).toBeChecked();
});

test('a project that lives in another data centre sees no device, and is told so at one, in Chinese', async ({
  page,
  shell,
  relay,
}, info) => {
  const t = chinese;
  await shell.prefer({ language: 'zh' });
  await shell.load('devices');
  await page.getByRole('radio', t.toRelay).click({ force: true });
  const device = shell.main.locator(`a[href*="${relay.deviceId}"]`).first();
  await device.waitFor();
  await relay.fault('wrong-data-centre', true);
  await shell.main.getByRole('button', { name: t.again }).click();
  await expect(shell.main).toContainText(t.none);
  await expect(device).toHaveCount(0);

  await page.goto(`${relay.origin}/#/devices/relay/${relay.deviceId}`);
  const alert = shell.main.getByRole('alert');
  await expect(alert).toContainText('1106');
  await expect(alert).toContainText(t.elsewhere);
  await page.screenshot({ path: info.outputPath('wrong-data-centre.png') });

  await relay.fault('wrong-data-centre', false);
  await shell.main.getByRole('button', { name: t.again }).click();
  await expect(shell.main.getByRole('switch').first()).toBeVisible();
});
