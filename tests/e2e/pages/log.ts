import { expect, type Locator, type Page } from '@playwright/test';

/**
 * The log on the console. A board says two lines a second by itself: what was said stands in sight for a moment only, so
 * a line is looked for in the whole log.
 */
export interface Log {
  /** What is in sight. */
  box: Locator;
  find: Locator;
  /** Waits until the text is in the log, and goes there. */
  reach(text: string): Promise<void>;
  /** Waits until the text is in the log; the end is followed on. */
  holds(text: string): Promise<void>;
  /** Nowhere in the log as it is now. */
  lacks(text: string): Promise<void>;
}

export const logOf = (page: Page): Log => {
  const box = page.locator('main').getByRole('log');
  const find = page.getByRole('searchbox');
  const found = page.locator('main output');
  const hits = found.filter({ hasText: /^[1-9]/ });
  const seek = async (text: string) => {
    await find.fill(text);
    await expect(hits).toBeVisible();
  };
  return {
    box,
    find,
    async reach(text) {
      await seek(text);
      await find.press('Enter');
      await expect(box).toContainText(text, { ignoreCase: true });
    },
    async holds(text) {
      await seek(text);
      await find.fill('');
    },
    async lacks(text) {
      await find.fill(text);
      await expect(found).toHaveText('0');
    },
  };
};
