import type { CDPSession, Page } from '@playwright/test';

/** The person in front of the browser's list of devices, which no headless browser draws (CDP, domain DeviceAccess). */

export interface Listed {
  id: string;
  name: string;
}

/** Called whenever the list has grown, never with an empty one: the device to take, 'dismiss', or undefined to wait for more. */
export type Pick = (listed: readonly Listed[]) => Listed | 'dismiss' | undefined;

export interface Chooser {
  /** What was listed, the newest last; each list as often as it grew. */
  readonly lists: readonly (readonly Listed[])[];
  /** From now on nobody answers. */
  leave(): Promise<void>;
}

/** Answers each list that `page` opens from now on, until another is asked to or the page closes. */
export const answerChooser = async (page: Page, pick: Pick = ([first]) => first): Promise<Chooser> => {
  const session: CDPSession = await page.context().newCDPSession(page);
  const lists: Listed[][] = [];
  const listed = new Map<string, number>();
  // A second answer to one prompt ends the whole browser (Chromium 156, an internal check).
  const answered = new Set<string>();
  session.on('DeviceAccess.deviceRequestPrompted', ({ id, devices }) => {
    if (answered.has(id)) return;
    // Told several times alike, and first of all while it is empty.
    if (devices.length === listed.get(id)) return;
    listed.set(id, devices.length);
    if (devices.length === 0) return;
    lists.push(devices);
    const choice = pick(devices);
    if (!choice) return;
    answered.add(id);
    const sent =
      choice === 'dismiss'
        ? session.send('DeviceAccess.cancelPrompt', { id })
        : session.send('DeviceAccess.selectPrompt', { id, deviceId: choice.id });
    // The page may have closed, and the list with it.
    sent.catch(() => undefined);
  });
  await session.send('DeviceAccess.enable');
  return { lists, leave: () => session.detach() };
};
