import type { BrowserContext, Page } from '@playwright/test';

/** Whatever a page must never do, gathered over a whole test. */
export interface Complaints {
  /** Requests to anywhere but the bench's own origin. */
  readonly strangers: string[];
  /** Refusals by the Content-Security-Policy, as the browser words them. */
  readonly refusals: string[];
  /** Uncaught errors of page and workers, and errors written to the console. */
  readonly faults: string[];
}

/** A server that is off, by intent of the test, is not a fault of the page. */
const ofNetwork = /net::ERR_(CONNECTION_REFUSED|FAILED|INTERNET_DISCONNECTED|CONNECTION_RESET|EMPTY_RESPONSE)/;

export const gatherComplaints = (context: BrowserContext, origin: string): Complaints => {
  const found: Complaints = { strangers: [], refusals: [], faults: [] };
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob|about|chrome):/.test(url)) found.strangers.push(url);
  });
  const listen = (page: Page) => {
    page.on('pageerror', (error) => found.faults.push(String(error)));
    page.on('console', (message) => {
      const text = message.text();
      if (/Content Security Policy|violates the following/i.test(text)) found.refusals.push(text);
      else if (message.type() === 'error' && !ofNetwork.test(text)) found.faults.push(text);
    });
  };
  for (const page of context.pages()) listen(page);
  context.on('page', listen);
  return found;
};
