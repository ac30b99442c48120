/** Parts that no list speaks of: where each goes is typed, and what is wrong with a place is said at it. */
import { useId, useState } from 'react';
import { packages } from '../../i18n/en/packages';
import { problems } from '../../i18n/en/problems';
import { useFormats, useText } from '../../i18n/use-text';
import type { LoosePart } from '../../protocols/packages/loose-parts';
import { mostParts } from '../../protocols/packages/web-manifest';
import { Button } from '../../ui/button';
import { BareInput } from '../../ui/field';
import { Panel } from '../../ui/panel';
import { Evidence, Mono } from '../../ui/text';
import styles from './loose-panel.module.css';
import { hexAddress } from './parts/firmware-facts';
import { type PlaceProblem, readPlaces } from './typed-places';

const PartRow = ({
  part,
  typed,
  problem,
  onType,
}: {
  part: LoosePart;
  typed: string;
  problem: PlaceProblem | undefined;
  onType: (text: string) => void;
}) => {
  const t = useText(packages);
  const of = useText(problems).of;
  const f = useFormats();
  const below = useId();
  const said = problem
    ? problem.kind === 'no-number'
      ? t.noOffset
      : of['firmware.package'].what(problem.details)
    : typed.trim() === ''
      ? t.emptyLeavesOut
      : undefined;
  return (
    <li className={styles.part}>
      <span className={styles.name}>
        <strong translate="no">{part.name}</strong>
        <Evidence>
          {t.kinds[part.kind]}, <Mono>{f.bytes(part.bytes.length)}</Mono>
        </Evidence>
      </span>
      <BareInput
        className={styles.offset}
        aria-label={t.offsetOf(part.name)}
        aria-invalid={problem ? true : undefined}
        aria-describedby={said ? below : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder="0x10000"
        value={typed}
        onChange={({ currentTarget }) => onType(currentTarget.value)}
      />
      {said ? (
        <span id={below} className={styles.said} data-wrong={problem ? '' : undefined}>
          {said}
        </span>
      ) : null}
    </li>
  );
};

export const LoosePanel = ({
  parts,
  onTogether,
}: {
  parts: readonly LoosePart[];
  onTogether: (parts: readonly (LoosePart & { offset: number })[]) => void;
}) => {
  const t = useText(packages);
  const [typed, setTyped] = useState(() => parts.map(({ offset }) => (offset === undefined ? '' : hexAddress(offset))));
  const places = readPlaces(parts, typed);
  return (
    <Panel title={t.title}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (places.ready) onTogether(places.parts);
        }}
      >
        <p>{t.what}</p>
        <ul className={styles.parts}>
          {parts.map((part, at) => (
            <PartRow
              // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and their order stays
              key={at}
              part={part}
              typed={typed[at] ?? ''}
              problem={places.problems[at]}
              onType={(text) => setTyped((before) => before.with(at, text))}
            />
          ))}
        </ul>
        <div className={styles.foot} role="status">
          <Button kind="primary" type="submit" disabled={!places.ready}>
            {t.together}
          </Button>
          <Evidence>{places.tooMany ? t.tooMany(mostParts) : t.chosen(places.parts.length)}</Evidence>
        </div>
      </form>
    </Panel>
  );
};
