/** One log with everything around it: live, or one of before. Mounted anew for another log. */
import { type ReactNode, useEffect, useState } from 'react';
import { console } from '../../../i18n/en/console';
import { hex } from '../../../i18n/en/hex';
import { logWords } from '../../../i18n/en/log-words';
import { useText } from '../../../i18n/use-text';
import { type LogOf, type LogSeen, type LogWords, nothingSeen, showEverything } from '../../../model/log-look';
import { hexRows, linesAsHex } from '../../../protocols/console/hex-dump';
import { logText } from '../../../protocols/console/log-text';
import { Glass } from '../../../ui/glass';
import { isTyping } from '../../../ui/is-typing';
import { Panel } from '../../../ui/panel';
import { showToast } from '../../../ui/toast';
import { useSurroundings } from '../../parts/bench-context';
import { useNarrow } from '../../parts/use-narrow';
import { type ChosenBytes, HexNote, HexView } from './hex/hex-view';
import { useHex } from './hex/use-hex';
import { LogFoot } from './log-foot';
import styles from './log-panel.module.css';
import { LogSide } from './log-side';
import { LogTools } from './log-tools';
import { MarksPanel } from './marks/marks-panel';
import { LogEmpty } from './rows/log-empty';
import type { TimeMode } from './rows/log-times';
import { type Chosen, LogView } from './rows/log-view';
import { useColours } from './rows/use-colours';
import { saveBytes, saveShownLines } from './save/save-log';
import { useLog } from './use-log';
import { useStand } from './use-stand';

/** Bytes that are copied at once: what one answer of the worker has room for. */
const mostCopied = 65_536;

const noWords: LogWords = { text: '', regex: false };

export const LogPanel = ({
  of,
  name,
  live,
  narrow,
  above,
  below,
  empty,
}: {
  of: LogOf;
  /** Of the board, for the name of a file. */
  name: string;
  /** Somebody listens: lines may come. */
  live: boolean;
  /** Beside another one: what stands at the side is left out. */
  narrow?: boolean;
  above?: ReactNode;
  below?: ReactNode;
  /** What stands on the glass while there is no line at all. */
  empty: (seen: LogSeen) => ReactNode;
}) => {
  const t = useText(console);
  const w = useText(logWords);
  const h = useText(hex);
  const { logs } = useSurroundings();
  const [filter, setFilter] = useState(showEverything);
  const [find, setFind] = useState(noWords);
  const [hit, setHit] = useState<{ line: number; position: number }>();
  const [times, setTimes] = useState<TimeMode>('clock');
  const [colours, setColours] = useColours();
  const [chosen, setChosen] = useState<Chosen>();
  const [asHex, setAsHex] = useState(false);
  const [bytes, setBytes] = useState<ChosenBytes>();
  const perRow = useNarrow() || narrow ? 8 : 16;
  const hexLog = useHex(of, perRow, asHex);
  const stand = useStand(filter, find);
  const log = useLog(of, stand.wish);
  const seen = log.seen ?? nothingSeen;
  const { session } = seen;
  const held = Math.max(0, (session?.next ?? 0) - Math.max(session?.first ?? 0, filter.from));

  const goTo = (line: number) => {
    setChosen({ from: line, to: line });
    stand.goTo(line, log.seen);
  };
  const step = async (direction: 1 | -1) => {
    const view = log.view();
    if (!logs || view === undefined) return;
    const end = direction === 1 ? -1 : (session?.next ?? 0);
    // At the end of the log it goes on from its other end.
    const from = hit?.line ?? (stand.following ? (session?.next ?? 0) : (seen.rows[0]?.number ?? 0));
    const found =
      (await logs.ask('hit', { view, from, step: direction })) ??
      (await logs.ask('hit', { view, from: end, step: direction }));
    if (!found) return;
    setHit({ line: found.line, position: found.position });
    goTo(found.line);
  };
  /** The chosen line, wherever one has scrolled to since; one that is not shown any more is nobody's choice. */
  const mark = async () => {
    const view = log.view();
    if (!logs || view === undefined) return;
    const far = async () =>
      chosen ? (await logs.ask('between', { view, from: chosen.from, to: chosen.from }))[0] : undefined;
    const row = seen.rows.find(({ number }) => number === chosen?.from) ?? (await far()) ?? seen.rows.at(-1);
    if (!row) return;
    const { number: line, line: said } = row;
    const known = seen.marks.some((other) => other.line === line);
    const ask = known ? { of, unmark: line } : { of, mark: { line, at: said.at, text: said.text.slice(0, 120) } };
    const done = await logs.ask('mark', ask);
    if (!done || !known) showToast(done ? w.marked : w.notMarked);
  };
  const copy = async () => {
    const view = log.view();
    if (!logs || view === undefined || !chosen) return;
    const lines = await logs.ask('between', { view, from: chosen.from, to: chosen.to });
    const text = logText(
      lines.map(({ line }) => line),
      t.masked,
    );
    await navigator.clipboard.writeText(text).then(
      () => showToast(w.copied(lines.length)),
      () => showToast(w.notCopied),
    );
  };
  const copyHex = async () => {
    const view = log.view();
    if (!logs || view === undefined) return;
    const copied = async (): Promise<{ text: string; count: number } | undefined> => {
      if (!asHex) {
        const lines = chosen ? await logs.ask('between', { view, from: chosen.from, to: chosen.to }) : [];
        return linesAsHex(lines.map(({ line }) => line));
      }
      if (!bytes || bytes.to - bytes.from >= mostCopied) return undefined;
      const ask = { of, stream: hexLog.stream, from: bytes.from, to: bytes.to + 1 };
      const piece = await logs.ask('bytes', ask);
      return { text: hexRows(piece), count: piece.bytes.length };
    };
    const ready = await copied();
    if (!ready) return showToast(h.tooMany(mostCopied));
    await navigator.clipboard.writeText(ready.text).then(
      () => showToast(h.copied(ready.count)),
      () => showToast(w.notCopied),
    );
  };
  const save = async () => {
    const view = log.view();
    if (!logs || view === undefined) return;
    if (asHex) return showToast(h.saved(await saveBytes(logs, of, hexLog.stream, name)));
    showToast(t.saved(await saveShownLines(logs, view, { name, mask: t.masked, shown: seen.shown })));
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!asHex && (event.key === 'm' || event.key === 'M')) void mark();
      if (event.key === 'Escape') {
        setChosen(undefined);
        setBytes(undefined);
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });

  const glassEmpty = () => {
    if (seen.shown > 0) return undefined;
    if (held > 0 || seen.hidden + seen.filtered > 0)
      return (
        <LogEmpty
          title={t.nothingFits}
          hint={t.nothingFitsHint(held)}
          act={t.showAll}
          onAct={() => setFilter({ ...showEverything, from: filter.from })}
        />
      );
    return empty(seen);
  };

  return (
    <div className={narrow ? styles.column : styles.columns}>
      <Panel flush className={styles.main}>
        <LogTools
          seen={seen}
          filter={filter}
          find={find}
          position={hit?.position}
          times={times}
          colours={colours}
          canSave={asHex ? (hexLog.seen?.kept ?? 0) > 0 : seen.shown > 0}
          asHex={asHex}
          onAsHex={(next) => {
            setChosen(undefined);
            setBytes(undefined);
            setAsHex(next);
          }}
          onFilter={(next) => {
            stand.keepLine(log.seen);
            setFilter(next);
          }}
          onFind={(next) => {
            setFind(next);
            setHit(undefined);
          }}
          onStep={(direction) => void step(direction)}
          onTimes={setTimes}
          onColours={setColours}
          onSave={() => void save()}
          onClear={() => {
            setChosen(undefined);
            setFilter({ ...filter, from: session?.next ?? 0 });
          }}
        />
        {above}
        {seen.trouble === 'not-kept' || session?.kept === 'in-memory' ? (
          <p className={styles.atWork}>{seen.trouble === 'not-kept' ? w.notKept : w.inMemory}</p>
        ) : null}
        {session && session.first > 0 ? <p className={styles.atWork}>{w.cutStart(session.first)}</p> : null}
        {asHex ? (
          <>
            <Glass className={styles.glass}>
              <HexView log={hexLog} perRow={perRow} chosen={bytes} onChoose={setBytes} />
            </Glass>
            <HexNote log={hexLog} />
          </>
        ) : (
          <Glass className={styles.glass}>
            <LogView
              seen={seen}
              found={find.regex ? '' : find.text}
              colours={colours}
              times={times}
              place={stand.place}
              following={stand.following}
              chosen={chosen}
              onWish={stand.onWish}
              onFollowing={(following) => stand.onFollowing(following, log.seen)}
              onChoose={setChosen}
              empty={glassEmpty()}
            />
          </Glass>
        )}
        <LogFoot
          minute={seen.minute}
          held={held}
          hidden={seen.hidden}
          filtered={seen.filtered}
          live={live}
          following={asHex ? hexLog.following : stand.following}
          chosen={chosen ? chosen.to - chosen.from + 1 : 0}
          chosenBytes={bytes ? bytes.to - bytes.from + 1 : 0}
          asHex={asHex}
          onFollowing={(following) => (asHex ? hexLog.onFollowing(following) : stand.onFollowing(following, log.seen))}
          onCopyHex={() => void copyHex()}
          onMark={() => void mark()}
          onCopy={() => void copy()}
        />
        {below}
      </Panel>
      {narrow ? null : (
        <LogSide
          seen={seen}
          marks={
            <MarksPanel
              marks={seen.marks}
              onGo={goTo}
              onRemove={(line) => void logs?.ask('mark', { of, unmark: line })}
            />
          }
        />
      )}
    </div>
  );
};
