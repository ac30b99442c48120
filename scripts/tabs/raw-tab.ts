import { spawn } from 'node:child_process';
import path from 'node:path';
import { WebSocket } from 'ws';
import { findChromium } from '../find-chromium';

/**
 * A tab of a browser that nothing holds in the foreground. Playwright tells each of its pages that it is seen and has the
 * focus, so a page of its own never gets the timers of a hidden one: here the browser is asked by its own protocol.
 */
export interface RawTab {
  goto(address: string): Promise<void>;
  /** In the page; what it gives has to be JSON. */
  ask<T>(expression: string): Promise<T>;
  /** Run in every page before its own scripts. */
  before(script: string): Promise<void>;
  /** Lays a file into the input that a selector finds. */
  layFile(selector: string, file: string): Promise<void>;
  /** Brings another tab of the window to the front. */
  hide(): Promise<void>;
  /** As the browser does with a tab it wants to save power on: the page stands still, its workers go on. */
  freeze(frozen: boolean): Promise<void>;
  /** Ends the browser. */
  close(): Promise<void>;
}

const flags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--remote-debugging-port=0',
  '--window-size=1440,900',
];

interface Answer {
  id?: number;
  result?: unknown;
  error?: { message: string };
}

/** `profile`: an own folder. `env`: added to the environment of the browser. */
export const openRawTab = async (profile: string, env: Readonly<Record<string, string>>): Promise<RawTab> => {
  const program = findChromium();
  if (!program) throw new Error('no Chromium here: name one in BINDERY_CHROMIUM');
  const browser = spawn(program, [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    env: { ...process.env, ...env, HOME: profile, XDG_DATA_HOME: path.join(profile, 'data') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => browser.once('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    browser.once('error', reject);
    browser.once('exit', () => reject(new Error(`the browser ended: ${said}`)));
    browser.stderr.on('data', (bytes: Buffer) => {
      said = (said + bytes.toString()).slice(-20_000);
      const found = /ws:\/\/\S+/.exec(said)?.[0];
      if (found) resolve(found);
    });
  });
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.on('message', (text) => {
    const answer = JSON.parse(String(text)) as Answer;
    if (answer.id === undefined) return;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  socket.once('close', () => {
    for (const tell of waiting.values()) tell({ error: { message: 'the browser is gone' } });
    waiting.clear();
  });
  let count = 0;
  const send = async <T>(method: string, params: object, sessionId?: string): Promise<T> => {
    const id = ++count;
    const { result, error } = await new Promise<Answer>((resolve) => {
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params, sessionId }));
    });
    if (error) throw new Error(`${method}: ${error.message}`);
    return result as T;
  };
  const { targetId } = await send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
  await send('Page.enable', {}, sessionId);

  return {
    async goto(url) {
      await send('Page.navigate', { url }, sessionId);
    },
    async ask<T>(expression: string) {
      const params = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
      const { result } = await send<{ result: { value: T } }>('Runtime.evaluate', params, sessionId);
      return result.value;
    },
    async before(source) {
      await send('Page.addScriptToEvaluateOnNewDocument', { source }, sessionId);
    },
    async layFile(selector, file) {
      const { root } = await send<{ root: { nodeId: number } }>('DOM.getDocument', { depth: 0 }, sessionId);
      const found = { nodeId: root.nodeId, selector };
      const { nodeId } = await send<{ nodeId: number }>('DOM.querySelector', found, sessionId);
      await send('DOM.setFileInputFiles', { nodeId, files: [file] }, sessionId);
    },
    async hide() {
      const other = await send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
      await send('Target.activateTarget', other);
    },
    async freeze(frozen) {
      await send('Page.setWebLifecycleState', { state: frozen ? 'frozen' : 'active' }, sessionId);
    },
    async close() {
      socket.close();
      browser.kill();
      await ended;
    },
  };
};
