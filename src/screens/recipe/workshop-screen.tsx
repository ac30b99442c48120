/** A workshop that was handed over, by `#/workshop/{data}`: looked at first; on a word fetched and taken over as a whole. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { catalogues } from '../../i18n/en/catalogues';
import { problems } from '../../i18n/en/problems';
import { recipes } from '../../i18n/en/recipes';
import { useText } from '../../i18n/use-text';
import { asBenchError, BenchError, type Problem } from '../../model/problem';
import { hostOf } from '../../protocols/catalogue/address';
import { samePlan } from '../../protocols/recipe/plan-fields';
import { readWorkshopLink, type Workshop } from '../../protocols/recipe/workshop-link';
import { benchDatabase } from '../../records/database';
import { firmwareOf } from '../../records/firmware';
import { fetchWorkshop } from '../../steps/catalogue/fetch-workshop';
import { Button } from '../../ui/button';
import { Callout, CalloutCell } from '../../ui/callout';
import { Panel } from '../../ui/panel';
import { StateGlyph } from '../../ui/state-glyph';
import { Mono, PageTitle } from '../../ui/text';
import { showToast } from '../../ui/toast';
import { useSurroundings } from '../parts/bench-context';
import { places, workshopPlace } from '../parts/places';
import { useRecipes } from '../parts/use-recipes';
import styles from './recipe.module.css';
import { MayStart, RecipeFacts } from './recipe-facts';
import { takenOver } from './taken-over';

const dataIn = (address: string): string =>
  address.startsWith(`${workshopPlace}/`) ? address.slice(workshopPlace.length + 1) : '';

const Stopped = ({ problem: { code, details } }: { problem: Problem }) => {
  const t = useText(catalogues).workshop;
  const { of } = useText(problems);
  return (
    <div role="alert">
      <Callout state="failed" columns="1fr">
        <CalloutCell washed title={of[code].title(details)}>
          <p>{of[code].what(details)}</p>
          <p>{t.stopped}</p>
        </CalloutCell>
      </Callout>
    </div>
  );
};

const Look = ({ workshop: { catalogue, firmware, recipe } }: { workshop: Workshop }) => {
  const t = useText(catalogues).workshop;
  const stop = useText(catalogues).stop;
  const { bench, fetchOutside } = useSurroundings();
  const { recipes: kept, add } = useRecipes();
  const [, go] = useLocation();
  const [mayStart, setMayStart] = useState(false);
  const [doing, setDoing] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const leaving = useRef<AbortController>(undefined);
  useEffect(() => () => leaving.current?.abort(), []);
  const plan = takenOver(recipe.plan, mayStart);

  const fetchAll = async (fetch: NonNullable<typeof fetchOutside>, signal: AbortSignal) => {
    const progress = (name: string, index: number, of: number) => setDoing(t.fetching(name, index, of));
    await fetchWorkshop(catalogue, firmware, { db: benchDatabase(), fetch, now: () => Date.now(), signal, progress });
    // The plan comes last: one that names what is not here would be worse than none.
    if (plan.firmware !== undefined && !(await firmwareOf(benchDatabase(), plan.firmware)))
      throw new BenchError('catalogue.unreadable', { reason: 'other-firmware', file: recipe.firmwareName ?? '' });
  };

  const begin = async () => {
    const stopped = new AbortController();
    leaving.current = stopped;
    setProblem(undefined);
    setDoing(t.fetchingList);
    try {
      if (!fetchOutside) throw new BenchError('catalogue.not-fetched', { reason: 'no-relay' });
      await fetchAll(fetchOutside, stopped.signal);
      if (stopped.signal.aborted) return;
      const { firmwareName, productName } = recipe;
      const isKept = kept?.some((own) => samePlan(own.plan, plan));
      const names = { ...(firmwareName && { firmwareName }), ...(productName && { productName }) };
      if (!isKept && !(await add(recipe.name, plan, names))) throw new BenchError('storage.failed');
      bench.send({ kind: 'set-plan', plan });
      showToast(t.done(recipe.name));
      go(places.bench);
    } catch (fault) {
      const { problem: why } = asBenchError(fault);
      if (why.code !== 'cancelled') setProblem(why);
    } finally {
      setDoing(undefined);
    }
  };

  return (
    <Panel title={recipe.name}>
      <div className={styles.look}>
        <dl className={styles.facts}>
          <dt>{t.from}</dt>
          <dd>
            <Mono strong>{hostOf(catalogue)}</Mono>
          </dd>
          <dt>{t.catalogue}</dt>
          <dd>
            <Mono pale>{catalogue}</Mono>
          </dd>
          <dt>{t.brings}</dt>
          <dd>{t.bringsWhat(firmware.length)}</dd>
        </dl>
        <RecipeFacts recipe={recipe} />
        {recipe.plan.startByItself ? <MayStart may={mayStart} onChange={setMayStart} /> : null}
        {problem ? <Stopped problem={problem} /> : null}
        {doing === undefined ? (
          <div className={styles.buttons}>
            <Button kind="primary" disabled={!kept} onClick={() => void begin()}>
              {problem ? t.retry : t.begin}
            </Button>
            {problem ? <Button onClick={() => go(places.firmware)}>{t.toFirmware}</Button> : null}
            <Button kind="quiet" onClick={() => go(places.bench)}>
              {t.leave}
            </Button>
          </div>
        ) : (
          <p role="status" className={styles.line}>
            <StateGlyph state="working" size={16} />
            <span>{doing}</span>
            <Button kind="quiet" size="small" onClick={() => leaving.current?.abort()}>
              {stop}
            </Button>
          </p>
        )}
      </div>
    </Panel>
  );
};

export const WorkshopScreen = () => {
  const t = useText(catalogues).workshop;
  const { refused, nothingChanged } = useText(recipes).open;
  const [address, go] = useLocation();
  const data = dataIn(address);
  const opened = useMemo(() => readWorkshopLink(data), [data]);
  return (
    <div className={styles.screen}>
      <PageTitle>{t.title}</PageTitle>
      <p className={styles.lead}>{t.lead}</p>
      {opened.kind === 'read' ? (
        <Look key={data} workshop={opened.workshop} />
      ) : (
        <>
          <Panel title={t.refusedTitle} icon={<StateGlyph state="failed" />}>
            <div role="alert">
              <p>{opened.code === 'not-a-recipe' ? t.otherLink : refused[opened.code]?.(opened.field ?? '')}</p>
              <p>{nothingChanged}</p>
            </div>
          </Panel>
          <div className={styles.buttons}>
            <Button onClick={() => go(places.bench)}>{t.toBench}</Button>
          </div>
        </>
      )}
    </div>
  );
};
