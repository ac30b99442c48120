/** A watched build folder, as far as this board is concerned: the newest build, and whether each one is written to it. */
import { useState } from 'react';
import { builds } from '../../../i18n/en/builds';
import { useFormats, useText } from '../../../i18n/use-text';
import { type Build, type FolderWatch, msToBanner } from '../../../model/build';
import { chipNamesOf } from '../../../model/chip';
import { runsOn } from '../../../model/firmware-choice';
import type { LaneView } from '../../../model/run';
import { Button } from '../../../ui/button';
import { Checkbox } from '../../../ui/field';
import { Evidence, Mono } from '../../../ui/text';
import { allowBuilds } from '../../parts/allow-builds';
import { useBench } from '../../parts/bench-context';
import { isBusy } from '../../parts/lane-words';
import styles from './build-line.module.css';

const buildName = ({ facts, path }: Build): string =>
  facts.app ? [facts.app, facts.version].filter(Boolean).join(' ') : path.slice(path.lastIndexOf('/') + 1);

const Newest = ({ lane, build }: { lane: LaneView; build: Build }) => {
  const t = useText(builds);
  const f = useFormats();
  const { send } = useBench();
  const fits = lane.chip && runsOn(build.facts, lane.chip.chip);
  const isThere = lane.written?.sha256 === build.sha256;
  const took = msToBanner(lane.build, lane.written);
  return (
    <span className={styles.newest}>
      <Mono>{t.taken(buildName(build), f.when(build.modified))}</Mono>
      {fits ? null : <Evidence>{t.otherChip(chipNamesOf(build.facts))}</Evidence>}
      {isThere && took !== undefined ? <span className={styles.took}>{t.toBanner(f.took(took))}</span> : null}
      {fits && !isThere && !isBusy(lane) ? (
        <Button size="small" onClick={() => send({ kind: 'write-build', lane: lane.id })}>
          {t.write}
        </Button>
      ) : null}
    </span>
  );
};

const Allow = ({ name }: { name: string }) => {
  const t = useText(builds);
  const { send } = useBench();
  const allow = async () => {
    await allowBuilds().catch(() => false);
    send({ kind: 'look-at-builds' });
  };
  return (
    <>
      <span>
        <Mono strong>{name}</Mono> {t.hints.asks}
      </span>
      <Button size="small" onClick={() => void allow()}>
        {t.allow}
      </Button>
    </>
  );
};

/** What a person has just said is shown until the bench has taken it down. */
const useWish = (told: boolean): [boolean, (wish: boolean) => void] => {
  const [said, say] = useState<{ wish: boolean; over: boolean }>();
  return [said?.over === told ? said.wish : told, (wish) => say({ wish, over: told })];
};

export const BuildLine = ({ lane, watch }: { lane: LaneView; watch: FolderWatch }) => {
  const t = useText(builds);
  const { send } = useBench();
  const { chip, ownMac, writesBuilds = false } = lane;
  const [each, wish] = useWish(writesBuilds);
  const mac = chip?.mac ?? ownMac;
  return (
    <div className={styles.line}>
      <Checkbox
        label={t.each}
        hint={mac ? t.eachHint : t.noMac}
        checked={each}
        disabled={!mac}
        onChange={({ target }) => {
          wish(target.checked);
          send({ kind: 'write-builds', lane: lane.id, on: target.checked });
        }}
      />
      {watch.state === 'asks' ? <Allow name={watch.name} /> : null}
      {watch.last ? <Newest lane={lane} build={watch.last} /> : null}
    </div>
  );
};
