/** One data point under the pen. What is wrong stands below its field. */
import Trash2 from 'lucide-react/icons/trash-2';
import X from 'lucide-react/icons/x';
import { products } from '../../i18n/en/products';
import { useText } from '../../i18n/use-text';
import { type DataPoint, dpTypes } from '../../model/data-point';
import { digitsOf } from '../../model/data-point-rules';
import type { DpFault, DpField, DpFix } from '../../model/product-rules';
import { Button, IconButton } from '../../ui/button';
import { TextField } from '../../ui/field';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { Engraved, Mono } from '../../ui/text';
import { FaultRow, markedIf, noteFor } from './fault-note';
import { PointPreview } from './point-preview';
import { changed, fixed, modes, retyped } from './points';
import styles from './products.module.css';
import { NumberField, WordsField } from './typed-fields';

interface Pen {
  point: DataPoint;
  faults: readonly DpFault[];
  onPoint: (point: DataPoint) => void;
}

const Bounds = ({ point, faults, onPoint }: Pen) => {
  const t = useText(products).point;
  const set = (change: Partial<DataPoint>) => onPoint(changed(point, change));
  const fix = (one: DpFix) => onPoint(fixed(point, one));
  const note = (field: DpField) => noteFor(faults, field, fix);
  const number = (field: 'min' | 'max' | 'step' | 'scale') => ({
    label: t[field],
    value: point[field],
    onValue: (value: number | undefined) => set({ [field]: value }),
  });
  switch (point.type) {
    case 'bool':
      return null;
    case 'value':
      return (
        <>
          <NumberField {...number('min')} {...markedIf(faults, 'min')} />
          <NumberField {...number('max')} {...markedIf(faults, 'max')} />
          <FaultRow faults={faults} fields={['min', 'max']} onFix={fix} />
          <NumberField {...number('step')} {...markedIf(faults, 'step')} />
          <TextField
            label={t.unit}
            value={point.unit ?? ''}
            maxLength={16}
            autoComplete="off"
            onChange={({ target }) => set({ unit: target.value || undefined })}
          />
          <FaultRow faults={faults} fields={['step']} onFix={fix} />
          <div className={styles.wide}>
            <NumberField {...number('scale')} problem={note('scale')} hint={t.scaleHint(digitsOf(point))} />
          </div>
        </>
      );
    case 'enum':
      return (
        <div className={styles.wide}>
          <WordsField
            label={t.range}
            hint={t.rangeHint}
            words={point.range ?? []}
            problem={note('range')}
            onWords={(range) => set({ range })}
          />
        </div>
      );
    case 'bitmap':
      return (
        <>
          <NumberField
            label={t.bits}
            value={point.maxlen}
            onValue={(maxlen) => set({ maxlen })}
            {...markedIf(faults, 'maxlen')}
          />
          <FaultRow faults={faults} fields={['maxlen']} onFix={fix} />
          <div className={styles.wide}>
            <WordsField
              label={t.labels}
              hint={t.labelsHint}
              words={point.labels ?? []}
              problem={note('labels')}
              onWords={(labels) => set({ labels: labels.length > 0 ? labels : undefined })}
            />
          </div>
        </>
      );
    case 'string':
    case 'raw':
      return (
        <div className={styles.wide}>
          <NumberField
            label={t.bytes}
            hint={point.type === 'raw' ? t.rawHint : t.textHint}
            value={point.maxlen}
            problem={note('maxlen')}
            onValue={(maxlen) => set({ maxlen })}
          />
        </div>
      );
  }
};

export const PointEditor = ({
  point,
  faults,
  readOnly,
  onPoint,
  onRemove,
  onClose,
}: Pen & { readOnly: boolean; onRemove: () => void; onClose: () => void }) => {
  const all = useText(products);
  const t = all.point;
  const set = (change: Partial<DataPoint>) => onPoint(changed(point, change));
  return (
    <Panel
      flush
      title={point.name || point.code || all.unnamed}
      aside={
        <>
          <Mono>{t.heading(point.id)}</Mono>
          <IconButton size="small" label={all.close} onClick={onClose}>
            <X size={15} strokeWidth={1.75} aria-hidden="true" />
          </IconButton>
        </>
      }
    >
      <fieldset className={styles.fields} disabled={readOnly}>
        <NumberField
          label={t.id}
          value={point.id}
          onValue={(id) => set({ id: id ?? Number.NaN })}
          {...markedIf(faults, 'id')}
        />
        <TextField
          label={t.code}
          value={point.code}
          maxLength={64}
          spellCheck={false}
          autoComplete="off"
          className={styles.monoInput}
          onChange={({ target }) => set({ code: target.value })}
          {...markedIf(faults, 'code')}
        />
        <FaultRow faults={faults} fields={['id', 'code']} onFix={(fix) => onPoint(fixed(point, fix))} />
        <div className={styles.wide}>
          <TextField
            label={t.name}
            value={point.name}
            maxLength={80}
            autoComplete="off"
            onChange={({ target }) => set({ name: target.value })}
          />
        </div>
        <div className={styles.wide}>
          <Engraved>{t.type}</Engraved>
          <Segmented
            label={t.type}
            value={point.type}
            choices={dpTypes.map((value) => ({ value, label: value }))}
            onChange={(type) => onPoint(retyped(point, type))}
          />
        </div>
        <Bounds key={point.type} point={point} faults={faults} onPoint={onPoint} />
        <div className={styles.wide}>
          <Engraved>{t.way}</Engraved>
          <Segmented
            label={t.way}
            value={point.mode}
            choices={modes.map((value) => ({ value, label: all.ways[value] }))}
            onChange={(mode) => set({ mode })}
          />
        </div>
      </fieldset>
      <PointPreview key={point.type} point={point} />
      {readOnly ? null : (
        <div className={styles.editorFoot}>
          <Button
            kind="quiet"
            size="small"
            icon={<Trash2 size={14} strokeWidth={1.75} aria-hidden="true" />}
            onClick={onRemove}
          >
            {all.removePoint}
          </Button>
        </div>
      )}
    </Panel>
  );
};
