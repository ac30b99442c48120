/** Which sheet's licenses are shown. A few stand side by side, many in a list. */
import { licenses } from '../../../i18n/en/licenses';
import { useFormats, useText } from '../../../i18n/use-text';
import type { BatchView } from '../../../records/license-questions';
import { Select } from '../../../ui/field';
import { Segmented } from '../../../ui/segmented';
import { Mono } from '../../../ui/text';
import { VirtualTag } from '../../../ui/virtual';
import { useNarrow } from '../../parts/use-narrow';
import type { BatchKey } from './ledger-view';

const sideBySide = 3;
const keyOf = ({ batch, virtual }: BatchKey) => `${virtual ? 'virtual' : 'real'} ${batch}`;
const totalOf = ({ counts }: BatchView) => Object.values(counts).reduce((sum, count) => sum + count, 0);
const everything = 'all';

export const BatchPicker = ({
  batches,
  chosen,
  onChoose,
}: {
  batches: readonly BatchView[];
  chosen: BatchKey | undefined;
  onChoose: (batch: BatchKey | undefined) => void;
}) => {
  const t = useText(licenses);
  const f = useFormats();
  const narrow = useNarrow();
  const total = batches.reduce((sum, batch) => sum + totalOf(batch), 0);
  const only = batches.length === 1 ? batches[0] : undefined;
  const value = chosen || only ? keyOf((chosen ?? only)!) : everything;
  const choose = (key: string) => onChoose(batches.find((batch) => keyOf(batch) === key));
  if (narrow || batches.length > sideBySide) {
    return (
      <Select label={t.batches} value={value} onChange={(event) => choose(event.target.value)}>
        <option value={everything}>
          {t.all}, {f.count(total)}
        </option>
        {batches.map((batch) => (
          <option key={keyOf(batch)} value={keyOf(batch)}>
            {batch.batch}
            {batch.virtual ? ` (${t.virtual})` : ''}, {f.count(totalOf(batch))}
          </option>
        ))}
      </Select>
    );
  }
  const choices = batches.map((batch) => ({
    value: keyOf(batch),
    label: (
      <>
        {batch.batch} <Mono>{f.count(totalOf(batch))}</Mono>
        {batch.virtual ? <VirtualTag word={t.virtual} /> : null}
      </>
    ),
  }));
  const all = {
    value: everything,
    label: (
      <>
        {t.all} <Mono>{f.count(total)}</Mono>
      </>
    ),
  };
  return (
    <Segmented
      label={t.batches}
      value={value}
      choices={batches.length > 1 ? [all, ...choices] : choices}
      onChange={choose}
    />
  );
};
