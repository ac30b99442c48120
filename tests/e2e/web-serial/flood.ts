import type { Page } from '@playwright/test';
import type { UsbIds } from './adapter';
import { type Adapter, type FarEnd, plugAdapter } from './adapter';
import type { SerialBus } from './serial-bus';

/** A board that says a numbered line after the other, as fast as its line carries them, from the moment it is told to. */
export interface FloodingBoard {
  start(): void;
  stop(): void;
  readonly lines: number;
  readonly bytes: number;
  /** Bytes that nobody read in time. */
  readonly lost: number;
  unplug(): Promise<void>;
}

/** 8N1: ten bits a byte. */
const bytesPerMs = (baud: number) => baud / 10_000;

const levels = ['I', 'D', 'D', 'I', 'N', 'W', 'D', 'E'] as const;

/** As TuyaOpen writes its lines (authorize-cli, section 1), about a hundred bytes each. */
export const floodLine = (n: number): string =>
  `[01-01 00:00:${String(n % 60).padStart(2, '0')} ty ${levels[n % levels.length]}][flood_test.c:${100 + (n % 800)}] ` +
  `line ${n} of a log that never ends, heap ${400_000 - (n % 4096)} rssi -5${n % 10}\r\n`;

export const floodingBoard = async (bus: SerialBus, ids: UsbIds, baud: number): Promise<FloodingBoard> => {
  let lines = 0;
  let bytes = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const far: FarEnd = {};
  const adapter: Adapter = await plugAdapter(bus.folder, bus.nextName(), ids, far);
  return {
    start() {
      const begun = performance.now();
      const before = bytes;
      timer = setInterval(() => {
        const due = before + (performance.now() - begun) * bytesPerMs(baud);
        let text = '';
        while (bytes < due) {
          const line = floodLine(lines);
          text += line;
          bytes += line.length;
          lines += 1;
        }
        if (text) adapter.send(new TextEncoder().encode(text));
      }, 4);
    },
    stop: () => clearInterval(timer),
    get lines() {
      return lines;
    },
    get bytes() {
      return bytes;
    },
    get lost() {
      return adapter.lost;
    },
    unplug: () => adapter.unplug(),
  };
};

export interface PageFigures {
  /** Of the page's own thread, over 50 ms: how many, and the longest in ms. */
  longTasks: number;
  longest: number;
  /** Of the gaps between frames, ms. */
  p95: number;
  frames: number;
}

declare global {
  var flood: { longs: number[]; frames: number[]; running: boolean };
}

/** Watches frames and long tasks of the page until `stopWatching`. */
export const watchPage = (page: Page): Promise<void> =>
  page.evaluate(() => {
    globalThis.flood = { longs: [], frames: [], running: true };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.flood.longs.push(duration);
    }).observe({ type: 'longtask' });
    let before = performance.now();
    const frame = (now: number) => {
      globalThis.flood.frames.push(now - before);
      before = now;
      if (globalThis.flood.running) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });

export const stopWatching = (page: Page): Promise<PageFigures> =>
  page.evaluate(() => {
    const { longs, frames } = globalThis.flood;
    globalThis.flood.running = false;
    const sorted = frames.slice(1).sort((a, b) => a - b);
    return {
      longTasks: longs.length,
      longest: Math.round(Math.max(0, ...longs)),
      p95: Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? 0),
      frames: sorted.length,
    };
  });
