import { clientsClaim } from 'workbox-core';
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

/**
 * Keeps every built file, lazily loaded chunks and the flasher's stubs included, so that after one visit the bench works
 * with the network off. A new version waits until a person takes it; `register-updates` says when.
 */

/** The part of ServiceWorkerGlobalScope used here; its library of types does not go together with that of a page. */
interface ServiceWorkerScope {
  readonly __WB_MANIFEST: PrecacheEntry[];
  addEventListener(kind: 'message', heard: (event: MessageEvent<unknown>) => void): void;
  skipWaiting(): Promise<void>;
}

declare const self: ServiceWorkerScope;

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
// The page of the first visit too must find its lazily loaded parts when the network goes.
clientsClaim();
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html')));

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
});
