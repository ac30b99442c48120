/** What a lane shows while its board is being paired: the browser's list, the conversation, or a code for a phone. */
import { lazy, Suspense } from 'react';
import { bench } from '../../../i18n/en/bench';
import { pairing } from '../../../i18n/en/pairing';
import { useFormats, useText } from '../../../i18n/use-text';
import type { LaneView } from '../../../model/run';
import { Button, TextButton } from '../../../ui/button';
import { Callout, CalloutCell } from '../../../ui/callout';
import { StateGlyph } from '../../../ui/state-glyph';
import { Evidence, Mono, Spoken } from '../../../ui/text';
import { useBench, useBrowser } from '../../parts/bench-context';
import styles from './pair-callout.module.css';
import { talkOf } from './pair-reading';

/** With the code's drawing, which most boards never need. */
const QrCode = lazy(async () => ({ default: (await import('../../../ui/qr-code')).QrCode }));

/** Needs a click behind it: the browser opens its list for nothing less. */
export type Choose = (ask: number, options?: { all: boolean }) => void;

/** What TuyaOpen puts into the advertisement, the same for every board (ble-pairing, section 2). */
const usualName = 'TYBLE';

/** A picture of the browser's own list, so that nobody meets it unprepared. It is not the list. */
const ListPicture = ({ name }: { name: string }) => {
  const t = useText(pairing).choose;
  const { host } = useBrowser();
  return (
    <figure className={styles.list} role="img" aria-label={t.picture(name)}>
      <p className={styles.asks}>{t.asks(host)}</p>
      <p className={styles.found}>
        {name}
        <span className={styles.number}>1</span>
      </p>
      <p className={styles.foot}>
        <span className={styles.fake}>{t.cancel}</span>
        <span className={styles.fake} data-picked="">
          {t.pair}
        </span>
        <span className={styles.number}>2</span>
      </p>
    </figure>
  );
};

const Asking = ({ lane, ask, choose }: { lane: LaneView; ask: number; choose: Choose }) => {
  const t = useText(pairing).choose;
  const { port, radio } = lane;
  return (
    <Callout state="yours" columns="minmax(260px, 0.8fr) minmax(0, 1.4fr)">
      <CalloutCell washed className={styles.picture}>
        <ListPicture name={radio?.name || usualName} />
      </CalloutCell>
      <CalloutCell title={t.title}>
        <p className={styles.what}>{port.virtual ? t.whatVirtual : t.what}</p>
        <div className={styles.buttons}>
          <Button kind="primary" onClick={() => choose(ask)}>
            {t.button}
          </Button>
          <TextButton onClick={() => choose(ask, { all: true })}>{t.all}</TextButton>
        </div>
        <Evidence>{t.name}</Evidence>
        <Evidence>{t.allNote}</Evidence>
      </CalloutCell>
    </Callout>
  );
};

const Talking = ({ lane }: { lane: LaneView }) => {
  const t = useText(pairing).talk;
  const { states } = useText(bench);
  const f = useFormats();
  return (
    <Callout state="working" columns="minmax(0, 1fr)">
      <CalloutCell title={t.title(lane.radio?.name || undefined)}>
        <ol className={styles.talk}>
          {talkOf(lane).map(({ step, state, ms }) => (
            <li key={step} data-state={state}>
              <StateGlyph state={state} size={14} />
              <span>
                <Spoken>{states[state]}</Spoken> {t.steps[step]}
              </span>
              {ms === undefined ? null : <Mono>{f.took(ms)}</Mono>}
            </li>
          ))}
        </ol>
        <Evidence>{lane.radio?.state === 'closed' ? t.closed : t.limit}</Evidence>
      </CalloutCell>
    </Callout>
  );
};

const Scanning = ({ lane, text }: { lane: LaneView; text: string }) => {
  const t = useText(pairing).qr;
  const { send } = useBench();
  return (
    <Callout state="yours" columns="max-content minmax(0, 1fr)">
      <CalloutCell washed className={styles.picture}>
        <div className={styles.code}>
          <Suspense>
            <QrCode text={text} size="232px" label={t.code} />
          </Suspense>
        </div>
      </CalloutCell>
      <CalloutCell title={t.title}>
        <ol className={styles.steps} aria-label={t.stepsLabel}>
          {t.steps.map((step, index) => (
            <li key={step}>
              <span>{index + 1}</span>
              {step}
            </li>
          ))}
        </ol>
        <p className={styles.what}>{lane.port.virtual ? t.virtual : t.needs}</p>
        {lane.port.virtual ? (
          <Button kind="primary" onClick={() => send({ kind: 'scan-qr', lane: lane.id })}>
            {t.scan}
          </Button>
        ) : null}
        <Evidence>{t.holds}</Evidence>
        <Evidence>{t.waiting}</Evidence>
        <details className={styles.ap}>
          <summary>{t.apTitle}</summary>
          <p className={styles.what}>{t.ap}</p>
        </details>
      </CalloutCell>
    </Callout>
  );
};

/** Nothing as long as the pair station has nothing to show. */
export const PairCallout = ({ lane, choose }: { lane: LaneView; choose: Choose }) => {
  const { radio, qr } = lane;
  if (qr) return <Scanning lane={lane} text={qr} />;
  if (radio?.state === 'asking' && radio.ask !== undefined)
    return <Asking lane={lane} ask={radio.ask} choose={choose} />;
  return radio ? <Talking lane={lane} /> : null;
};
