import type { Page } from '@playwright/test';

/** Everything the page has kept in this browser, as one text; bytes as the letters they would be. */
export const kept = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const letters = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    const plain = async (value: unknown): Promise<unknown> => {
      if (value instanceof ArrayBuffer) return letters(new Uint8Array(value));
      if (ArrayBuffer.isView(value)) {
        return letters(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
      }
      if (value instanceof Blob) return plain(await value.arrayBuffer());
      if (value instanceof CryptoKey) return `${value.type} ${value.extractable}`;
      if (Array.isArray(value)) return Promise.all(value.map(plain));
      if (typeof value !== 'object' || value === null) return value;
      const entries = Object.entries(value).map(async ([key, each]) => [key, await plain(each)] as const);
      return Object.fromEntries(await Promise.all(entries));
    };
    const asked = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    const found: unknown[] = [{ ...localStorage }, { ...sessionStorage }, location.href, document.cookie];
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await asked(indexedDB.open(name));
      for (const store of db.objectStoreNames) {
        const rows = await asked(db.transaction(store).objectStore(store).getAll());
        found.push(name, store, await plain(rows));
      }
      db.close();
    }
    return JSON.stringify(found);
  });
