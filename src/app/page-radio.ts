/** The page's end of the bench's radio: it has the browser's Bluetooth and the clicks, and passes on what it is asked. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RadioDevice, RadioFilter, RadioLink } from '../links/radio';
import { anyDevice, createWebBluetooth } from '../links/web-bluetooth';
import { asBenchError, BenchError } from '../model/problem';
import type { RadioAsk, RadioTold } from '../model/radio-messages';
import { createBrowserList, type ListEnd } from './browser-list';

export interface PageRadio {
  heard(ask: RadioAsk): void;
  /** Questions that wait for a click, oldest first. */
  readonly asks: StoreApi<readonly { call: number }[]>;
  /**
   * Call it from a click: opens the browser's chooser, in place of another that is open. `all`: any device with the
   * pairing service. Never rejects.
   */
  choose(call: number, options?: { all?: boolean }): Promise<void>;
  /** As `choose` with `all`, for a question that is yet to come and will name this number. Undefined without Bluetooth. */
  showAll(): number | undefined;
  /** `off`: the browser has Bluetooth, this computer has none that works. */
  available(): Promise<'yes' | 'no' | 'off'>;
  /** The page goes away: ends everything, and says so. */
  leave(): void;
}

export const createPageRadio = (bluetooth: Bluetooth | undefined, post: (told: RadioTold) => void): PageRadio => {
  const list = bluetooth && createBrowserList(createWebBluetooth(bluetooth));
  /** Opened at a click, for a question that has not come yet. */
  const begun = new Map<number, Promise<ListEnd>>();
  let lists = 0;
  const asks = createStore<readonly { call: number }[]>(() => []);
  const questions = new Map<number, readonly RadioFilter[]>();
  const devices = new Map<string, RadioDevice>();
  const connecting = new Map<number, AbortController>();
  const links = new Map<string, RadioLink>();

  const fail = (call: number, fault: unknown) => {
    post({ kind: 'radio-done', call, problem: asBenchError(fault).problem });
  };

  const showQuestions = () =>
    asks.setState(
      [...questions.keys()].map((call) => ({ call })),
      true,
    );

  const find = (call: number, filters: readonly RadioFilter[], from: number | undefined) => {
    if (!list) return fail(call, new BenchError('browser.no-bluetooth'));
    questions.set(call, filters);
    showQuestions();
    const open = from === undefined ? undefined : begun.get(from);
    if (from === undefined || !open) return;
    begun.delete(from);
    void open.then((end) => answer(call, end));
  };

  /** False when nobody asks that any more: it was answered, or taken back. */
  const settle = (call: number): boolean => {
    const stood = questions.delete(call);
    if (stood) showQuestions();
    return stood;
  };

  /** A list that gave way to another leaves its question as it was. */
  const answer = (call: number, end: ListEnd): void => {
    if (end.kind === 'gave-way') return;
    if (end.kind === 'chosen') devices.set(end.device.id, end.device);
    if (!settle(call)) return;
    if (end.kind === 'failed') fail(call, end.fault);
    else post({ kind: 'radio-done', call, device: { id: end.device.id, name: end.device.name } });
  };

  const take = (call: number, link: RadioLink) => {
    const id = `${call}`;
    links.set(id, link);
    void link.closed.then((by) => {
      links.delete(id);
      post({ kind: 'radio-closed', link: id, by });
    });
    post({ kind: 'radio-done', call, link: id });
    link.listen((bytes) => post({ kind: 'radio-heard', link: id, bytes }));
  };

  const connect = async (call: number, id: string) => {
    const device = devices.get(id);
    if (!device) return fail(call, new BenchError('radio.not-found'));
    const stop = new AbortController();
    connecting.set(call, stop);
    try {
      take(call, await device.connect(stop.signal));
    } catch (fault) {
      if (!stop.signal.aborted) fail(call, fault);
    } finally {
      connecting.delete(call);
    }
  };

  const write = (call: number, id: string, bytes: Uint8Array) => {
    const link = links.get(id);
    if (!link) return fail(call, new BenchError('radio.lost'));
    link.write(bytes).then(
      () => post({ kind: 'radio-done', call }),
      (fault: unknown) => fail(call, fault),
    );
  };

  return {
    asks,
    heard(ask) {
      if (ask.kind === 'radio-find') find(ask.call, ask.filters, ask.list);
      else if (ask.kind === 'radio-connect') void connect(ask.call, ask.device);
      else if (ask.kind === 'radio-write') write(ask.call, ask.link, ask.bytes);
      else if (ask.kind === 'radio-close') void links.get(ask.link)?.close();
      else {
        settle(ask.call);
        connecting.get(ask.call)?.abort(new BenchError('cancelled'));
      }
    },
    async choose(call, { all = false } = {}) {
      const filters = questions.get(call);
      if (!list || !filters) return;
      const end = await list.open(`${call} ${all}`, all ? anyDevice : filters);
      if (end) answer(call, end);
    },
    showAll() {
      lists += 1;
      const open = list?.open(`all ${lists}`, anyDevice);
      if (!open) return undefined;
      begun.set(lists, open);
      return lists;
    },
    async available() {
      if (!bluetooth) return 'no';
      return (await bluetooth.getAvailability().catch(() => true)) ? 'yes' : 'off';
    },
    leave() {
      for (const call of [...questions.keys()]) if (settle(call)) fail(call, new BenchError('radio.none-chosen'));
      for (const [call, stop] of connecting) {
        stop.abort(new BenchError('cancelled'));
        fail(call, new BenchError('radio.lost'));
      }
      for (const link of links.values()) void link.close();
    },
  };
};
