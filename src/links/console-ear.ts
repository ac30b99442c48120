import { type Clock, momentOf } from '../model/clock';
import type { HeardBytes } from '../model/heard-bytes';
import type { LogLine } from '../model/log-line';
import type { LogStream } from '../model/log-look';
import type { Details } from '../model/problem';
import { hidden, mayBeTorn } from '../protocols/bind-log/torn-line';
import { type BoardSeen, nothingSeen, watchLine } from '../protocols/console/board-watch';
import { createByteDoor, type LineOfBytes } from '../protocols/console/byte-door';
import { createDialogue, type Dialogue, type Heard, type HeardLine } from '../protocols/console/dialogue';
import { createGarbleMeter } from '../protocols/console/garble';
import { type DeviceIdentity, readIdentityLine } from '../protocols/console/identity';
import type { KnownSecrets } from '../protocols/console/known-secrets';
import { createMaskingDoor, type MaskingDoor, type OpenedLine } from '../protocols/console/mask';
import type { SerialLink } from './serial-link';
import { createTyping, type Typed } from './typed-line';
import { waitFor } from './wait';

export interface ConsoleWatch extends Clock {
  /** In order, masked. Never called with none. */
  onLines(lines: LogLine[]): void;
  /** As heard, secrets and all: for a heartbeat, never for a store. */
  onBytes?(bytes: Uint8Array): void;
  /** The same bytes as they may be shown. Never called with none. */
  onHeard?(stream: LogStream, heard: readonly HeardBytes[]): void;
  /** What must never be shown, beyond what gives itself away: passwords and tokens handed over in another way. */
  secrets?: KnownSecrets;
  /** What the cloud gave the device, told before its line is masked: what becomes a secret now is hidden in it, too. */
  onIdentity?(identity: DeviceIdentity): void;
}

/** What a session hears: the dialogue, the board's state and the masked lines, all from one listener. */
export interface ConsoleEar {
  readonly dialogue: Dialogue;
  readonly door: MaskingDoor;
  readonly seen: BoardSeen;
  /** So far. */
  readonly heardBytes: number;
  /** The last thing heard is a prompt, or log lines behind one. */
  atPrompt: boolean;
  /** Puts a sent command among the lines, so that what was typed stands where it was typed. */
  sent(command: string): void;
  /** The same for what a person types, a line or a part of one, or bytes. True: a secret is in it. */
  typed(text: string, end: string): boolean;
  typedBytes(bytes: Uint8Array): boolean;
  /** Looks now and after every piece heard, until it finds something. Undefined at the deadline. Throws a signal's reason. */
  until<T>(
    look: (heard: Heard) => T | undefined,
    withinMs: number,
    signals: readonly (AbortSignal | undefined)[],
  ): Promise<T | undefined>;
  /** Hears the board's second port as well, its log; `before` is what came from there already. The answer stops it. */
  hearLog(port: SerialLink, before: Uint8Array): () => void;
  /** Why nobody answers, as facts (authorize-cli, section 1, point 4). */
  silence(): Details;
  stop(): void;
}

const nothingHeard: Heard = { lines: [], answers: [] };
const prompt = 'tuya>';
/** At the right speed even a noisy line stays far below this. */
const garbledPercent = 30;
const fewestBytes = 16;

type IsFirst = (line: HeardLine) => boolean;

/** The line that was under way when the listening began; a log line printed in the middle of it ends before it. */
const createFirstLine = (): IsFirst => {
  let first: HeardLine | undefined;
  let plain = false;
  return (line) => {
    const is = !plain && (first === undefined || line.at < first.at);
    first ??= line;
    plain ||= line.kind === 'plain';
    return is;
  };
};

export const openEar = (link: SerialLink, watch: ConsoleWatch): ConsoleEar => {
  const placed = watch.onHeard !== undefined;
  const dialogue = createDialogue({ placed });
  const elsewhere = watch.secrets ? [watch.secrets] : [];
  const door = createMaskingDoor(elsewhere);
  const garble = createGarbleMeter();
  const isFirst = createFirstLine();
  const listeners = new Set<(heard: Heard) => void>();
  let seen = nothingSeen;
  let atPrompt = false;
  let lastSent: string | undefined;

  /** The echo of what already stands there as sent, and prompts with nothing behind them. */
  const isRepeated = (text: string): boolean => {
    const typed = text.startsWith(prompt) ? text.slice(prompt.length).trim() : text;
    return (text.startsWith(prompt) && typed === '') || typed === lastSent;
  };

  /** The dialogue keeps the ticks of a line's first byte; what time of day that was is told from now. */
  const momentOfLine = (ticks: number) => {
    const now = momentOf(watch);
    return { at: now.at - (now.ticks - ticks), ticks };
  };

  const shownAs = (line: Heard['lines'][number], through: MaskingDoor, isFirst: IsFirst): OpenedLine => {
    const identity = watch.onIdentity && readIdentityLine(line.text);
    if (identity) watch.onIdentity?.(identity);
    const { shown, hides } = through.opened(line);
    const placed = { ...shown, ...momentOfLine(line.at) };
    return isFirst(line) && mayBeTorn(placed)
      ? { shown: hidden(placed), hides: [[0, line.text.length]] }
      : { shown: placed, hides };
  };

  /** Nobody asks for the bytes: they cost nothing. */
  const bytesOf = (stream: LogStream, of: Dialogue, through: MaskingDoor) => {
    if (!watch.onHeard) return undefined;
    const door = createByteDoor({ spansIn: through.spansIn, expectsKey: () => through.expectsKey });
    return {
      take: (bytes: Uint8Array) => door.take(bytes, watch.now()),
      settle(lines: readonly LineOfBytes[], over?: boolean) {
        const heard = door.settle(lines, of.whereabouts(), over);
        if (heard.length > 0) watch.onHeard?.(stream, heard);
      },
    };
  };
  const consoleBytes = bytesOf('console', dialogue, door);

  const show = (lines: Heard['lines']): readonly LineOfBytes[] => {
    const opened: LineOfBytes[] = [];
    const shown: LogLine[] = [];
    for (const line of lines) {
      seen = watchLine(seen, line);
      if (line.kind === 'prompt') atPrompt = true;
      if (line.kind === 'plain') atPrompt = false;
      if (line.kind === 'prompt') continue;
      // Through the door in any case: it must know which answer it is in.
      const { shown: masked, hides } = shownAs(line, door, isFirst);
      opened.push({ line, hides });
      if (line.kind === 'log' || !isRepeated(line.text)) shown.push(masked);
    }
    if (shown.length > 0) watch.onLines(shown);
    return opened;
  };

  /** Ears on second ports, to be stopped with this one. */
  const others = new Set<() => void>();

  const hearLog: ConsoleEar['hearLog'] = (port, before) => {
    const lines = createDialogue({ placed });
    const isFirstThere = createFirstLine();
    const logDoor = createMaskingDoor([...elsewhere, door.learned]);
    const logBytes = bytesOf('log-port', lines, logDoor);
    const showLog = (heard: Heard['lines'], over?: boolean) => {
      // Nobody types there: a prompt would be somebody's text.
      const said = heard.filter(({ kind }) => kind !== 'prompt');
      for (const line of said) seen = watchLine(seen, line);
      const opened = said.map((line) => ({ line, ...shownAs(line, logDoor, isFirstThere) }));
      if (opened.length > 0) watch.onLines(opened.map(({ shown }): LogLine => ({ ...shown, from: 'log-port' })));
      logBytes?.settle(opened, over);
    };
    const take = (bytes: Uint8Array) => {
      logBytes?.take(bytes);
      const heard = lines.take(bytes, watch.ticks());
      showLog(heard.lines);
      for (const listener of [...listeners]) listener({ lines: heard.lines, answers: [] });
    };
    const unlisten = port.listen(take);
    const stop = () => {
      if (!others.delete(stop)) return;
      unlisten();
      showLog(lines.end(), true);
    };
    others.add(stop);
    if (before.length > 0) take(before);
    return stop;
  };

  const typing = createTyping(door);
  const showTyped = ({ line, secret, ended }: Typed): boolean => {
    lastSent = ended;
    atPrompt = false;
    if (line.text !== '') watch.onLines([{ ...line, ticks: watch.ticks() }]);
    return secret;
  };

  const unlisten = link.listen((bytes) => {
    watch.onBytes?.(bytes);
    garble.heard(bytes);
    consoleBytes?.take(bytes);
    const heard = dialogue.take(bytes, watch.ticks());
    const opened = show(heard.lines);
    consoleBytes?.settle(opened);
    for (const listener of [...listeners]) listener(heard);
  });

  const likely = (): string => {
    if (garble.bytes === 0) return 'nothing-heard';
    if (seen.doing === 'in-loader' || seen.doing === 'boot-loop') return seen.doing;
    return garble.bytes >= fewestBytes && garble.percent >= garbledPercent ? 'wrong-baud' : 'no-shell';
  };

  return {
    dialogue,
    door,
    get seen() {
      return seen;
    },
    get heardBytes() {
      return garble.bytes;
    },
    get atPrompt() {
      return atPrompt;
    },
    set atPrompt(is) {
      atPrompt = is;
    },
    sent(command) {
      lastSent = command;
      atPrompt = false;
      if (command !== '') watch.onLines([{ ...door.sent(command, watch.now()), ticks: watch.ticks() }]);
    },
    typed: (text, end) => showTyped(typing.text(text, end, watch.now())),
    typedBytes: (bytes) => showTyped(typing.bytes(bytes, watch.now())),
    until: (look, withinMs, signals) =>
      waitFor(
        (give) => {
          const listener = (heard: Heard) => {
            const found = look(heard);
            if (found !== undefined) give(found);
          };
          listeners.add(listener);
          listener(nothingHeard);
          return () => listeners.delete(listener);
        },
        { withinMs, signals },
      ),
    hearLog,
    silence: () => ({
      likely: likely(),
      doing: seen.doing,
      heard: garble.bytes,
      garbledPercent: garble.percent,
      resets: seen.resets,
      baud: link.baud,
    }),
    stop() {
      unlisten();
      for (const stop of [...others]) stop();
      const opened = show(dialogue.end());
      consoleBytes?.settle(opened, true);
    },
  };
};
