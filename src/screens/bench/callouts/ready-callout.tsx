/** A recognised board before its run: what Run will do, or what is missing for it, each with its way out. */
import Play from 'lucide-react/icons/play';
import { Link } from 'wouter';
import { bench } from '../../../i18n/en/bench';
import { recipes } from '../../../i18n/en/recipes';
import { useText } from '../../../i18n/use-text';
import { chipNames, chipNamesOf } from '../../../model/chip';
import { planFor } from '../../../model/plan-rules';
import type { LaneView, Plan } from '../../../model/run';
import { percentOf, type UnfinishedWrite } from '../../../model/unfinished-write';
import { Button, ButtonLink } from '../../../ui/button';
import { StateGlyph } from '../../../ui/state-glyph';
import { useBench, useBenchView, useStock } from '../../parts/bench-context';
import { FileButton } from '../../parts/file-button';
import { places } from '../../parts/places';
import { useProducts } from '../../parts/use-products';
import { firmwareName } from '../plan/plan-words';
import { PreflightList } from '../plan/preflight-list';
import { isAskedOnLane } from '../plan/preflight-ways';
import { firmwareOf, type Missing, missingFor, poolsFor, stillMissing } from '../plan/readiness';
import { usePreflight } from '../plan/use-preflight';
import { askAgain } from './go-on-copying';
import styles from './ready.module.css';

const useBindWords = (plan: Plan): string | false => {
  const t = useText(recipes).ready;
  const product = useProducts().own.find(({ pid }) => pid === plan.product);
  if (!plan.pair) return false;
  return plan.pairBy === 'qr' ? t.bindByPhone : t.bind(product?.name);
};

const useIntent = (lane: LaneView, plan: Plan): string => {
  const t = useText(bench).ready;
  const more = useText(recipes).ready;
  const row = useStock((stock) => firmwareOf(plan, stock, lane));
  const stock = useStock((all) => all);
  const pools = poolsFor(plan, stock, Boolean(lane.port.virtual)).filter(({ free }) => free > 0);
  const has = lane.onBoard?.kind === 'has';
  const bind = useBindWords(plan);
  const parts = [
    plan.flash && row && t.flash(firmwareName(row)),
    plan.license && (has ? t.keep : t.license(pools.length === 1 ? pools[0]?.batch : undefined)),
    plan.verify && t.verify,
    plan.boot && !plan.verify && more.boot,
    bind,
    plan.control && more.control,
  ].filter((part) => typeof part === 'string');
  return parts.join(' · ');
};

const MissingWords = ({ missing }: { missing: Missing }) => {
  const t = useText(bench).ready;
  switch (missing.kind) {
    case 'nothing-planned':
      return t.nothing;
    case 'firmware':
      return t.needsFirmware;
    case 'licenses':
      return t.needsLicenses;
    case 'virtual-only':
      return t.virtualOnly;
    case 'part':
      return t.partAlone;
    case 'wrong-chip':
      return t.wrongChip(chipNamesOf(missing.row.facts));
  }
};

const WayOut = ({ missing, editPlan }: { missing: Missing; editPlan: () => void }) => {
  const t = useText(bench).ready;
  const { send } = useBench();
  const plan = useBenchView((view) => view.plan);
  if (missing.kind === 'licenses') {
    return (
      <>
        <Button onClick={() => send({ kind: 'set-plan', plan: { ...plan, license: false } })}>
          {t.withoutLicense}
        </Button>
        <Link href={places.licenses} asChild>
          <ButtonLink kind="primary">{t.importLicenses}</ButtonLink>
        </Link>
      </>
    );
  }
  return (
    <Button kind="primary" onClick={editPlan}>
      {missing.kind === 'nothing-planned' ? t.editPlan : t.chooseFirmware}
    </Button>
  );
};

/** A flash that was left half written: nothing of this board is good before that is mended. */
export const HalfWritten = ({ lane, write }: { lane: LaneView; write: UnfinishedWrite }) => {
  const t = useText(bench);
  const { send } = useBench();
  const board = lane.chip ? chipNames[lane.chip.chip] : t.lane.unknown;
  const say = (instead: 'go-on-writing' | 'flashed-elsewhere') => send({ kind: 'retry', lane: lane.id, instead });
  const goOnCopying = (file: File) => {
    const ask = askAgain(lane, write, file);
    if (ask) send({ kind: 'tool', lane: lane.id, ask });
  };
  return (
    <div className={styles.ready}>
      <div className={styles.words}>
        <h3>{(write.erase ? t.ready.halfErased : t.ready.halfWritten)(board)}</h3>
        <p>
          {write.erase
            ? t.ready.eraseBrokenOff(percentOf(write))
            : (write.copy ? t.ready.copyBrokenOff : t.ready.brokenOff)(write.name, percentOf(write))}
        </p>
      </div>
      <StateGlyph state="yours" label={t.states.yours} />
      <div className={styles.buttons}>
        <Button size="large" onClick={() => say('flashed-elsewhere')}>
          {t.ready.elsewhere}
        </Button>
        {write.copy ? (
          <FileButton primary accept=".bin" onFiles={([file]) => file && goOnCopying(file)}>
            {t.ready.chooseCopy}
          </FileButton>
        ) : (
          <Button
            kind="primary"
            size="large"
            icon={<Play size={15} strokeWidth={1.75} />}
            onClick={() => (write.erase ? send({ kind: 'start', lane: lane.id }) : say('go-on-writing'))}
          >
            {write.erase ? t.ready.flashIt : t.ready.goOn}
          </Button>
        )}
      </div>
    </div>
  );
};

export const ReadyCallout = ({ lane, editPlan }: { lane: LaneView; editPlan: () => void }) => {
  const t = useText(bench);
  const more = useText(recipes);
  const { send } = useBench();
  const kept = useBenchView((view) => view.plan);
  const plan = planFor(kept, Boolean(lane.port.virtual));
  const stock = useStock((all) => all);
  const intent = useIntent(lane, plan);
  const { checks = [], again } = usePreflight(lane);
  const missing = stillMissing(missingFor(plan, stock, lane), checks);
  // What stock and plan show at once needs no check; what only the pre-flight knows hangs below.
  const standing = missing ? [] : checks.filter(({ state }) => state === 'not-ready');
  const held = standing.some(({ problem }) => problem && !isAskedOnLane(problem));
  return (
    <div className={styles.ready}>
      <div className={styles.words}>
        <h3>{t.ready.title(lane.chip ? chipNames[lane.chip.chip] : t.lane.unknown)}</h3>
        <p>{missing ? <MissingWords missing={missing} /> : `${t.ready.will}: ${intent}`}</p>
      </div>
      {missing || standing.length > 0 ? <StateGlyph state="yours" label={t.states.yours} /> : null}
      <div className={styles.buttons}>
        {missing ? <WayOut missing={missing} editPlan={editPlan} /> : null}
        {standing.length > 0 ? (
          <Button size="large" onClick={again}>
            {more.preflight.again}
          </Button>
        ) : null}
        {missing || held ? null : (
          <Button
            kind="primary"
            size="large"
            icon={<Play size={15} strokeWidth={1.75} />}
            onClick={() => send({ kind: 'start', lane: lane.id })}
          >
            {t.lane.run}
          </Button>
        )}
      </div>
      {standing.length > 0 ? (
        <div className={styles.standing}>
          <p>{more.ready.standing(standing.length)}</p>
          <PreflightList checks={standing} editPlan={editPlan} />
        </div>
      ) : null}
    </div>
  );
};
