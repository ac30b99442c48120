import type { MiddlewareHandler } from 'hono';
import { policyForHeader } from './content-security-policy';

/** Headers on every answer, and the refusal of names that only pretend to be this computer. */

const headers: Readonly<Record<string, string>> = {
  'Content-Security-Policy': policyForHeader,
  'Permissions-Policy': 'serial=(self), camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  // The page loads nothing from elsewhere, so isolating it costs nothing and lets it measure its own memory.
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** A page elsewhere can point its own name at 127.0.0.1 (DNS rebinding); its requests carry that name as Host. */
export const secureHeaders: MiddlewareHandler = async (context, next) => {
  if (loopbackNames.has(new URL(context.req.url).hostname)) await next();
  else context.res = context.text('Ask for this server as 127.0.0.1 or localhost', 421);
  for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
};
