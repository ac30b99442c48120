/** How many calls the project has cost today and this month: every one that is sent counts, those for a token too. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CallsSpent } from '../../model/cloud';
import type { Clock } from './clock';

export interface Spent {
  sent(): void;
  told(): CallsSpent;
}

export interface SpentSettings {
  clock: Clock;
  /** Where the counts outlive the server; missing where they need not. */
  file?: string;
  /** Calls a month of the project's plan, where somebody said so. */
  plan?: number;
}

interface Counts {
  /** `2026-11-30`, by UTC like the cloud's own bill. */
  day: string;
  today: number;
  month: number;
}

const writeAfterMs = 5000;

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0;

const load = async (file: string): Promise<Counts | undefined> => {
  try {
    const { day, today, month } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    return typeof day === 'string' && isCount(today) && isCount(month) ? { day, today, month } : undefined;
  } catch {
    // None yet, or one that was cut off: counting starts again.
    return undefined;
  }
};

export const createSpent = async ({ clock, file, plan }: SpentSettings): Promise<Spent> => {
  const dayNow = () => new Date(clock.now()).toISOString().slice(0, 10);
  let counts = (file && (await load(file))) || { day: dayNow(), today: 0, month: 0 };
  let writing = false;

  const turned = (): Counts => {
    const day = dayNow();
    if (day === counts.day) return counts;
    const sameMonth = day.slice(0, 7) === counts.day.slice(0, 7);
    return { day, today: 0, month: sameMonth ? counts.month : 0 };
  };

  const write = async (to: string): Promise<void> => {
    await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
    await writeFile(to, `${JSON.stringify(counts)}\n`, { mode: 0o600 });
  };

  return {
    sent() {
      const { day, today, month } = turned();
      counts = { day, today: today + 1, month: month + 1 };
      if (!file || writing) return;
      writing = true;
      clock.after(writeAfterMs, () => {
        writing = false;
        // A disk that takes nothing costs the count alone.
        write(file).catch(() => {});
      });
    },
    told() {
      const { today, month } = turned();
      return { today, month, ...(plan !== undefined && { plan }) };
    },
  };
};

/** `BINDERY_PLAN_CALLS`. Throws an Error for what is no number of calls. */
export const planFrom = (env: Readonly<Record<string, string | undefined>>): number | undefined => {
  const told = env.BINDERY_PLAN_CALLS;
  if (!told) return undefined;
  if (!/^[1-9]\d{0,11}$/.test(told)) throw new Error(`BINDERY_PLAN_CALLS is a number of calls a month, not ${told}`);
  return Number(told);
};
