/** What of the plan is ready for the board that is there, or how many boards are; behind it all checks. */
import ChevronRight from 'lucide-react/icons/chevron-right';
import { lazy, Suspense, useMemo, useState } from 'react';
import { recipes } from '../../../i18n/en/recipes';
import { useText } from '../../../i18n/use-text';
import type { Check } from '../../../model/check';
import type { LaneState, LaneView } from '../../../model/run';
import { standing } from '../../../steps/run/preflight';
import { StateGlyph } from '../../../ui/state-glyph';
import { Engraved, Evidence } from '../../../ui/text';
import { useBenchView } from '../../parts/bench-context';
import { boardName } from '../../parts/lane-words';
import styles from './plan-bar.module.css';
import { countBoards, countReady, skippedOf } from './preflight-ways';
import { usePreflights } from './use-preflight';

const PreflightDialog = lazy(async () => ({ default: (await import('./preflight-dialog')).PreflightDialog }));

/** Only what is asked for: a board on its lane, not how far it has come. */
const isThere = ({ chip, state }: LaneView): boolean => chip !== undefined && state !== 'gone';

/** Whatever the checks say of its plan: first comes what its lane asks for. */
const inTrouble: ReadonlySet<LaneState> = new Set(['doubtful', 'failed', 'yours']);

/** Made-up boards apart from real ones: no green of theirs says anything of these. */
const useCounts = (lanes: readonly LaneView[], checks: readonly (readonly Check[] | undefined)[]) => {
  const of = (virtual: boolean) =>
    countBoards(
      lanes.flatMap(({ port, state }, at) =>
        Boolean(port.virtual) === virtual ? [inTrouble.has(state) ? undefined : checks[at]] : [],
      ),
    );
  return { real: of(false), virtual: of(true) };
};

export const PreflightCell = ({ edit }: { edit: () => void }) => {
  const t = useText(recipes).bar;
  const names = useText(recipes).preflight.checks;
  const all = useBenchView(({ lanes }) => lanes);
  const lanes = useMemo(() => all.filter(isThere), [all]);
  const { checks, again } = usePreflights(lanes);
  const { real, virtual } = useCounts(lanes, checks);
  const [open, setOpen] = useState(false);
  // The dialog speaks of the board that something stands in the way of.
  const at = Math.max(
    0,
    checks.findIndex((each) => each && standing(each).length > 0),
  );
  const shown = checks[at];
  const one = lanes.length <= 1 && shown ? countReady(shown) : undefined;
  const many = lanes.length > 1 && checks.length === lanes.length;
  const skipped = one && shown ? skippedOf(shown).map((name) => names[name]) : [];
  const ready = many ? real.ready + virtual.ready === lanes.length : one && one.ready === one.needed;
  const held = checks.some((each) => each?.some(({ state }) => state === 'not-ready'));
  const words = () => {
    if (many) return t.boards(real, virtual);
    return one ? t.ready(one.ready, one.needed) : t.looking;
  };
  const short = () => {
    if (many) return t.readyShort(real.ready + virtual.ready, lanes.length);
    return one ? t.readyShort(one.ready, one.needed) : t.looking;
  };
  const lane = lanes[at];
  return (
    <>
      <button
        type="button"
        className={styles.checks}
        aria-haspopup="dialog"
        title={t.openChecks}
        onClick={() => setOpen(true)}
      >
        <Engraved className={styles.caption}>{t.checks}</Engraved>
        <span className={styles.checksValue}>
          <StateGlyph state={ready ? 'proven' : held ? 'yours' : 'ahead'} size={16} />
          <span className={styles.wide}>
            {words()}
            {skipped.length > 0 ? <Evidence> {t.skipped(skipped)}</Evidence> : null}
          </span>
          <span className={styles.short}>
            {short()}
            <ChevronRight size={18} strokeWidth={1.75} aria-hidden="true" />
          </span>
        </span>
      </button>
      <Suspense>
        {open ? (
          <PreflightDialog
            preflight={{ ...(shown && { checks: shown }), again }}
            {...(many && lane && { board: boardName(lane) })}
            close={() => setOpen(false)}
            editPlan={edit}
          />
        ) : null}
      </Suspense>
    </>
  );
};
