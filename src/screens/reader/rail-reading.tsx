/** A binding after the fact: the rail, the fault with what is known of it, and the lines that lit the steps. */
import { Link } from 'wouter';
import { bench } from '../../i18n/en/bench';
import { bind } from '../../i18n/en/bind';
import { problems } from '../../i18n/en/problems';
import { useFormats, useText } from '../../i18n/use-text';
import type { BindFault, BindView } from '../../model/bind';
import { type Remedy, remedies } from '../../model/problem';
import { source } from '../../protocols/bind-log/log-table';
import { isDoubtful } from '../../protocols/bind-log/mark-steps';
import { returnCodeOf } from '../../protocols/bind-log/refusals';
import { type Verdict, verdictOf } from '../../protocols/bind-log/verdict';
import { TextLink } from '../../ui/button';
import { Callout, CalloutCell } from '../../ui/callout';
import { StateGlyph } from '../../ui/state-glyph';
import { Engraved, Evidence, Mono } from '../../ui/text';
import { BindRail } from '../parts/bind-rail';
import { errorId } from '../parts/lane-words';
import { places } from '../parts/places';
import { type LitLine, linesUpTo, litLines } from './lit-lines';
import styles from './reader.module.css';

/** What this page can lead to; the rest is done at the board. */
const ways: Partial<Record<Remedy, string>> = {
  'open-licenses': places.licenses,
  'import-licenses': places.licenses,
  'open-products': places.products,
  'open-settings': places.settings,
  'choose-firmware': places.firmware,
};
/** Of a board that is not here. */
const notHere: readonly Remedy[] = ['retry', 'open-console', 'read-board'];

const Lines = ({ lines }: { lines: readonly LitLine[] }) => {
  const format = useFormats();
  const { from: ports } = useText(bench).callout;
  const twoPorts = lines.some(({ from }) => from);
  return (
    <ul className={styles.lines}>
      {lines.map(({ at, state, text, from, key }) => (
        <li key={key}>
          <Mono pale>{format.moment(at)}</Mono>
          <StateGlyph state={state} size={12} />
          <Mono className={styles.text} title={text}>
            {twoPorts ? <Evidence>{ports[from ?? 'console']} </Evidence> : null}
            {text}
          </Mono>
        </li>
      ))}
    </ul>
  );
};

const Known = ({ view, fault }: { view: BindView; fault: BindFault }) => {
  const t = useText(bind);
  const { code } = fault.details;
  const named = typeof code === 'number' ? returnCodeOf(code) : undefined;
  return (
    <>
      <Lines lines={linesUpTo(view, fault)} />
      {fault.times ? <Evidence>{(fault.code === 'bind.crashed' ? t.crashes : t.times)(fault.times)}</Evidence> : null}
      {named ? (
        <Evidence>
          <Mono>{code}</Mono> {t.code(named)}
        </Evidence>
      ) : null}
    </>
  );
};

const Fault = ({ view, fault, isNote = false }: { view: BindView; fault: BindFault; isNote?: boolean }) => {
  const t = useText(bind).reader;
  const { of, remedy: say } = useText(problems);
  const { title, what } = of[fault.code];
  return (
    <Callout state={isNote || isDoubtful(fault.code) ? 'doubtful' : 'failed'}>
      <CalloutCell washed caption={isNote ? t.knownFault : t.happened} title={title(fault.details)}>
        <p className={styles.what}>{what(fault.details)}</p>
      </CalloutCell>
      <CalloutCell caption={t.know}>
        <Known view={view} fault={fault} />
      </CalloutCell>
      <CalloutCell caption={t.doThis}>
        <ul className={styles.remedies}>
          {remedies[fault.code]
            .filter((remedy) => !notHere.includes(remedy))
            .map((remedy) => {
              const to = ways[remedy];
              return (
                <li key={remedy}>
                  {to ? (
                    <Link href={to} asChild>
                      <TextLink>{say[remedy]}</TextLink>
                    </Link>
                  ) : (
                    say[remedy]
                  )}
                </li>
              );
            })}
        </ul>
        <Mono className={styles.id}>{errorId(fault.code)}</Mono>
      </CalloutCell>
    </Callout>
  );
};

const Said = ({ view, verdict }: { view: BindView; verdict: Exclude<Verdict, { kind: 'fault' }> }) => {
  const { name, reader: t } = useText(bind);
  switch (verdict.kind) {
    case 'bound':
      return <p className={styles.bound}>{t.bound}</p>;
    case 'offline':
      return <p>{t.offline}</p>;
    case 'waiting':
      return <p>{t.waiting[verdict.way]}</p>;
    case 'under-way':
      return <p>{t.underWay(name(verdict.step, view))}</p>;
    case 'ends-before':
      return <p>{t.endsAt(name(verdict.step, view))}</p>;
    default:
      return (
        <p>
          <strong className={styles.headline}>{t.unknownTitle}</strong>
          {verdict.kind === 'nothing' ? t.nothing : t.unknown(source)}
        </p>
      );
  }
};

const Identity = ({ view }: { view: BindView }) => {
  const { identity } = useText(bind).reader;
  const known = (['deviceId', 'uuid', 'pid'] as const).filter((name) => view[name]);
  if (known.length === 0) return null;
  return (
    <dl className={styles.identity}>
      {known.map((name) => (
        <div key={name}>
          <dt>
            <Engraved>{identity[name]}</Engraved>
          </dt>
          <dd>
            <Mono>{view[name]}</Mono>
          </dd>
        </div>
      ))}
    </dl>
  );
};

export const RailReading = ({ view }: { view: BindView }) => {
  const t = useText(bind).reader;
  const lines = litLines(view);
  const verdict = verdictOf(view);
  return (
    <div className={styles.reading}>
      <BindRail view={view} />
      {verdict.kind === 'fault' ? <Fault view={view} fault={verdict.fault} /> : <Said view={view} verdict={verdict} />}
      {view.notes?.map((note) => (
        <Fault key={note.code} view={view} fault={note} isNote />
      ))}
      <Identity view={view} />
      {lines.length > 0 ? (
        <details open={!view.fault}>
          <summary className={styles.summary}>{t.evidence}</summary>
          <Lines lines={lines} />
        </details>
      ) : null}
    </div>
  );
};
