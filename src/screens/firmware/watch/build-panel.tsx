/** The folder that builds are taken from: which one, what was last seen in it, and why something is not taken. */
import FolderSearch from 'lucide-react/icons/folder-search';
import type { ReactNode } from 'react';
import { builds } from '../../../i18n/en/builds';
import { problems } from '../../../i18n/en/problems';
import { useFormats, useText } from '../../../i18n/use-text';
import type { BuildFind, BuildSeen, FolderWatch, WatchState } from '../../../model/build';
import { Button } from '../../../ui/button';
import { Panel } from '../../../ui/panel';
import { type GlyphState, StateGlyph } from '../../../ui/state-glyph';
import { Engraved, Evidence, Mono } from '../../../ui/text';
import { showToast } from '../../../ui/toast';
import { useBenchView } from '../../parts/bench-context';
import { useRefusal } from '../parts/use-refusal';
import styles from './build-panel.module.css';
import { useBuildFolder } from './use-build-folder';

const glyphs: Readonly<Record<WatchState, GlyphState>> = {
  watching: 'working',
  paused: 'left-out',
  asks: 'yours',
  gone: 'failed',
  elsewhere: 'open',
};

const foundGlyphs: Readonly<Record<BuildFind, GlyphState>> = {
  changing: 'working',
  'half-written': 'yours',
  refused: 'failed',
  taken: 'proven',
};

const Newest = ({ seen }: { seen: BuildSeen | undefined }) => {
  const t = useText(builds);
  const f = useFormats();
  const why = useRefusal();
  if (!seen) return <Evidence>{t.nothing}</Evidence>;
  const { path, bytes, modified, found, problem } = seen;
  return (
    <div className={styles.newest}>
      <StateGlyph state={foundGlyphs[found]} />
      <div>
        <p className={styles.found}>
          {t.found[found]}
          {found === 'refused' && problem ? <span className={styles.why}> {why(problem)}</span> : null}
        </p>
        <p className={styles.file}>
          <Mono>{path}</Mono>
          <Evidence>
            {f.bytes(bytes)} · {f.when(modified)}
          </Evidence>
        </p>
      </div>
    </div>
  );
};

const Watched = ({ watch, folder }: { watch: FolderWatch; folder: ReturnType<typeof useBuildFolder> }) => {
  const t = useText(builds);
  const { name, state, seen, tooMuch } = watch;
  const hint = t.hints[state];
  const stop = async () => {
    await folder.stop();
    showToast(t.stopped(name));
  };
  return (
    <div className={styles.watched}>
      <div className={styles.folder}>
        <StateGlyph state={glyphs[state]} />
        <Mono strong>{name}</Mono>
        <span>{t.states[state]}</span>
      </div>
      <div className={styles.buttons}>
        {state === 'asks' ? (
          <Button kind="primary" size="small" onClick={() => void folder.allow()}>
            {t.allow}
          </Button>
        ) : (
          <Button size="small" onClick={() => void folder.pause(state !== 'paused')}>
            {state === 'paused' ? t.goOn : t.pause}
          </Button>
        )}
        {folder.canChoose ? (
          <Button size="small" kind="quiet" onClick={() => void folder.choose()}>
            {t.other}
          </Button>
        ) : null}
        <Button size="small" kind="quiet" onClick={() => void stop()}>
          {t.stop}
        </Button>
      </div>
      {hint ? <p className={styles.hint}>{hint}</p> : null}
      {state === 'watching' ? (
        <div className={styles.seen} role="status">
          <Engraved>{t.newest}</Engraved>
          <Newest seen={seen} />
          {tooMuch ? <p className={styles.hint}>{t.tooMuch}</p> : null}
        </div>
      ) : null}
    </div>
  );
};

const Offer = ({ words, hint, children }: { words: string; hint?: string; children: ReactNode }) => (
  <div className={styles.offer}>
    <div>
      <p>{words}</p>
      {hint ? <Evidence>{hint}</Evidence> : null}
    </div>
    <div className={styles.buttons}>{children}</div>
  </div>
);

export const BuildPanel = () => {
  const t = useText(builds);
  const of = useText(problems).of;
  const told = useBenchView((view) => view.builds);
  const folder = useBuildFolder();
  const { kept, offered, problem } = folder;
  const watch = told ?? (kept && { name: kept.name, state: kept.paused ? ('paused' as const) : ('watching' as const) });
  return (
    <Panel title={t.title} icon={<FolderSearch size={16} strokeWidth={1.75} aria-hidden="true" />}>
      {problem ? (
        <p role="alert" className={styles.problem}>
          {t.notKept} {of[problem.code].what(problem.details)}
        </p>
      ) : null}
      {offered ? (
        <Offer words={t.offer(offered.name)} hint={t.offerHint}>
          <Button size="small" onClick={folder.refuse}>
            {t.notNow}
          </Button>
          <Button size="small" kind="primary" onClick={() => void folder.watch(offered)}>
            {t.watchIt}
          </Button>
        </Offer>
      ) : watch && kept ? (
        <Watched watch={watch} folder={folder} />
      ) : (
        <Offer words={folder.canChoose ? t.intro : t.unsupported}>
          {folder.canChoose ? (
            <Button size="small" onClick={() => void folder.choose()}>
              {t.choose}
            </Button>
          ) : null}
        </Offer>
      )}
    </Panel>
  );
};
