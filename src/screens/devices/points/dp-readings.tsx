/** What can only be read: a reading, never a disabled control (look.md, "Data points"). */
import type { ComponentType } from 'react';
import { devices } from '../../../i18n/en/devices';
import { useText } from '../../../i18n/use-text';
import { cssColour, isColour, readColour } from '../../../model/colour-data';
import type { DataPoint, DpType, DpValue } from '../../../model/data-point';
import { base64Length, base64ToHex, isOutside } from '../../../model/data-point-rules';
import { Glass } from '../../../ui/glass';
import { Tag } from '../../../ui/tag';
import { Evidence, Mono, Reading } from '../../../ui/text';
import { BitmapFlags } from './bitmap-control';
import { ColourSwatch } from './colour-control';
import styles from './dp-controls.module.css';
import { DpPlot } from './dp-plot';
import { pointName, scaled, shownColour, withUnit } from './dp-values';
import { Outside } from './outside';
import { plotOf, type Sample } from './plot-scale';

export interface ReadingProps {
  point: DataPoint;
  value: DpValue | undefined;
  /** Numbers it reported, oldest first. */
  samples: readonly Sample[];
  now: number;
}

export const plotBox = { width: 200, height: 64 };

/** A number over time, on glass. */
export const NumberPlot = ({ point, value, samples, now }: ReadingProps) => {
  const t = useText(devices).points;
  const plot = plotOf(samples, now, plotBox);
  if (!plot || typeof value !== 'number') return null;
  const label = t.plot(
    pointName(point, point.code),
    withUnit(point, plot.low),
    withUnit(point, plot.high),
    withUnit(point, value),
  );
  return (
    <Glass className={styles.plot}>
      <DpPlot plot={plot} box={plotBox} label={label} />
    </Glass>
  );
};

const ValueReading = (props: ReadingProps) => {
  const { point, value } = props;
  return (
    <>
      <span className={styles.slider}>
        <span className={styles.track}>
          <NumberPlot {...props} />
        </span>
        <Reading unit={typeof value === 'number' ? point.unit : undefined} className={styles.reading}>
          {typeof value === 'number' ? scaled(point, value) : '—'}
        </Reading>
      </span>
      <Outside point={point} value={value} />
    </>
  );
};

const BoolReading = ({ point, value }: ReadingProps) => {
  const t = useText(devices).points;
  if (value !== undefined && typeof value !== 'boolean') return <Outside point={point} value={value} />;
  return <Tag>{value === undefined ? '—' : value ? t.on : t.off}</Tag>;
};

const EnumReading = ({ point, value }: ReadingProps) =>
  value !== undefined && isOutside(point, value) ? (
    <Outside point={point} value={value} />
  ) : (
    <Tag>
      <span translate="no">{value === undefined ? '—' : String(value)}</span>
    </Tag>
  );

const ColourReading = ({ point, value }: ReadingProps) => {
  const told = readColour(point, String(value ?? ''));
  return (
    <span className={styles.switchBox}>
      {told ? <ColourSwatch css={cssColour(told.colour)} /> : null}
      <span className={styles.read}>{shownColour(point, String(value ?? '')) ?? String(value ?? '—')}</span>
    </span>
  );
};

const TextReading = (props: ReadingProps) =>
  isColour(props.point) ? <ColourReading {...props} /> : <StringReading {...props} />;

const StringReading = ({ point, value }: ReadingProps) =>
  value !== undefined && isOutside(point, value) ? (
    <Outside point={point} value={value} />
  ) : (
    <span className={styles.read}>{value === undefined ? '—' : String(value)}</span>
  );

const RawReading = ({ point, value }: ReadingProps) => {
  const told = String(value ?? '');
  if (value !== undefined && isOutside(point, value)) return <Outside point={point} value={value} />;
  const bytes = base64Length(told);
  return (
    <span className={styles.read}>
      <Mono strong>{value === undefined ? '—' : (base64ToHex(told) ?? told)}</Mono>
      {bytes ? <Evidence> {bytes} B</Evidence> : null}
    </span>
  );
};

const BitmapReading = ({ point, value }: ReadingProps) => <BitmapFlags point={point} value={value} asked={undefined} />;

export const dpReadings: Readonly<Record<DpType, ComponentType<ReadingProps>>> = {
  bool: BoolReading,
  value: ValueReading,
  enum: EnumReading,
  string: TextReading,
  bitmap: BitmapReading,
  raw: RawReading,
};
