/** Logs as screens hold them: what `app` makes. They are kept elsewhere; a screen sees the window that it asks for. */
import type { StoreApi } from 'zustand/vanilla';
import type { HexSeen, HexWish } from '../../model/heard-bytes';
import type { LogFolderSeen } from '../../model/log-folder';
import type { LogSeen, LogWish } from '../../model/log-look';
import type { LogAskKind, LogAsks } from '../../steps/run/log-messages';

export interface LogEye<Wish = LogWish> {
  /** Its name, for what is asked about its window. */
  readonly view: string;
  look(wish: Wish): void;
  leave(): void;
}

export interface LogDesk {
  /** Ports whose log is held, gone ones too. */
  readonly ports: StoreApi<readonly string[]>;
  /** Sessions that had to go to make room, since the page was opened. */
  readonly dropped: StoreApi<number>;
  /** Where logs are saved to by themselves; undefined while they are not. */
  readonly folder: StoreApi<LogFolderSeen | undefined>;
  /** It was chosen, allowed again, or given up. */
  lookAtFolder(): void;
  /** Told what is in the window, each time it changes and the one before was drawn. */
  open(seen: (seen: LogSeen) => void): LogEye;
  /** The same for the bytes behind a log. */
  openHex(seen: (seen: HexSeen) => void): LogEye<HexWish>;
  ask<Kind extends LogAskKind>(what: Kind, ask: LogAsks[Kind]['ask']): Promise<LogAsks[Kind]['answer']>;
}
