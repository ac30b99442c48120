import type { DataPoint, DpValue } from '../../../model/data-point';

/** What every control of a data point is given. */
export interface ControlProps {
  point: DataPoint;
  /** What the device reported; undefined as long as it has not. */
  value: DpValue | undefined;
  /** Asked for and not answered yet. */
  asked: DpValue | undefined;
  onSend: (value: DpValue) => void;
}
