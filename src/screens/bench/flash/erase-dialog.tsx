/** Before sectors are erased: the flash before and after, what goes by its names, and the end of the board's own. */
import { bench } from '../../../i18n/en/bench';
import { flashTools } from '../../../i18n/en/flash-tools';
import { useText } from '../../../i18n/use-text';
import type { ErasePreset, FlashSpan, Irreplaceable } from '../../../model/erase';
import type { FlashLook } from '../../../model/flash-look';
import { own } from '../../../model/own';
import type { LaneView } from '../../../model/run';
import { type EraseEffect, effectOf, type Hit } from '../../../protocols/erase/effect';
import { Glass } from '../../../ui/glass';
import { Mono } from '../../../ui/text';
import { useBench } from '../../parts/bench-context';
import { MacDialog } from '../../parts/mac-dialog';
import { tailOfLane, typedOf } from '../../parts/tail-of';
import { regionOf } from '../lane/map-cells';
import { FlashMap, MapLegend } from './flash-map';
import styles from './flash-tools.module.css';
import { cellsErased, cellsNow } from './look-cells';
import { hex, programOf } from './look-view';

export interface EraseChoice {
  spans: readonly FlashSpan[];
  preset?: ErasePreset;
  /** What a person was told cannot be kept. */
  anyway?: readonly Irreplaceable[];
}

/** A name that nobody here knows stays as the table has it. */
export const useRegionName = () => {
  const names = useText(bench).flash.regions;
  return (label: string): string => own(names, regionOf(label) ?? '') ?? label;
};

const Goes = ({ hits }: { hits: readonly Hit[] }) => {
  const t = useText(flashTools).erase;
  const nameOf = useRegionName();
  if (hits.length === 0) return <p>{t.hitsNothing}</p>;
  return (
    <ul className={styles.goes} aria-label={t.goes}>
      {hits.map(({ label, offset, whole }) => (
        <li key={offset}>
          <b>{nameOf(label)}</b> <Mono pale>{label}</Mono> <Mono pale>{hex(offset)}</Mono>
          {whole ? null : ` ${t.partly}`}
        </li>
      ))}
    </ul>
  );
};

/** What becomes of what cannot be had again. */
const Kept = ({ effect, anyway = [] }: { effect: EraseEffect; anyway?: readonly Irreplaceable[] | undefined }) => {
  const t = useText(flashTools).erase;
  const license = effect.stores.find(({ kind }) => kind === 'license');
  return (
    <>
      {license || anyway.includes('license') ? (
        <p>
          {anyway.includes('license') ? t.licenseLost : license?.uuid ? t.licenseKept(license.uuid) : t.licenseAsked}
        </p>
      ) : null}
      {effect.radio ? <p>{anyway.includes('radio') ? t.radioLost : t.radioKept}</p> : null}
    </>
  );
};

const useStarts = () => {
  const t = useText(flashTools).erase;
  return (boots: FlashLook['boots']): string =>
    boots ? t.starts([programOf(boots), boots.slot].filter(Boolean).join(t.comma)) : t.nothing;
};

export const EraseDialog = ({
  lane,
  look,
  choice: { spans, preset, anyway },
  name,
  onClose,
}: {
  lane: LaneView;
  look: FlashLook;
  choice: EraseChoice;
  name: string;
  onClose: () => void;
}) => {
  const t = useText(flashTools).erase;
  const { send } = useBench();
  const starts = useStarts();
  const nameOf = useRegionName();
  const tail = tailOfLane(lane);
  const effect = effectOf(look, spans);
  const [before, after] = [cellsNow(look), cellsErased(look, spans)];
  const stays = [...new Set(effect.kept.map(({ label }) => nameOf(label)))];
  const erase = () => {
    if (!tail) return;
    send({
      kind: 'tool',
      lane: lane.id,
      ask: { tool: 'erase', spans, typed: typedOf(tail), ...(preset && { preset }), ...(anyway && { anyway }) },
    });
  };
  return (
    <MacDialog
      tail={tail}
      words={{
        title: t.dialog(name),
        text: t.text,
        now: t.now,
        before: starts(look.boots),
        later: t.later,
        after: starts(effect.boots),
        label: t.label,
        wrong: t.wrong,
        keep: t.keep,
        do: t.do,
      }}
      onDo={erase}
      onClose={onClose}
    >
      <Glass className={styles.beforeAfter}>
        <FlashMap caption={t.before} label={t.mapBefore} cells={before} />
        <FlashMap caption={t.after} label={t.mapAfter} cells={after} />
        <MapLegend cells={[...before, ...after]} />
      </Glass>
      <Goes hits={effect.hits} />
      <Kept effect={effect} anyway={anyway} />
      {stays.length > 0 ? <p>{t.stays(stays.join(t.comma))}</p> : null}
    </MacDialog>
  );
};
