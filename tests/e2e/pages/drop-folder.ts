import type { Page } from '@playwright/test';

/**
 * Drops a folder of this computer on the page, as a person does with the mouse. The picker of a browser without a window
 * answers nobody; what is dropped is the same handle of the same folder, with the browser's leave to read it.
 */
export const dropFolder = async (page: Page, path: string): Promise<void> => {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  await devtools.detach();
};
