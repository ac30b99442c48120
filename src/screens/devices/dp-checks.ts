/** Why a value is not sent: a device stays silent about one that does not fit (device-cloud, section 4). */
import type { DataPoint, DpValue } from '../../model/data-point';
import { bytesOfBase64, flagCount, scaled, utf8Length } from './dp-values';

export interface DpFault {
  code: 'type' | 'not-a-number' | 'range' | 'step' | 'word' | 'long' | 'bits' | 'base64';
  min?: string;
  max?: string;
  near?: string;
  used?: number;
  most?: number;
}

const mostBytes = 255;

const number = (point: DataPoint, value: number): DpFault | undefined => {
  const { min = -2147483648, max = 2147483647, step = 1 } = point;
  if (!Number.isInteger(value)) return { code: 'not-a-number' };
  if (value < min || value > max) return { code: 'range', min: scaled(point, min), max: scaled(point, max) };
  if ((value - min) % step === 0) return undefined;
  return { code: 'step', near: scaled(point, min + Math.round((value - min) / step) * step) };
};

const long = (used: number, { maxlen: most = mostBytes }: DataPoint): DpFault | undefined =>
  used > most ? { code: 'long', used, most } : undefined;

/** Undefined when it can be sent. */
export const faultOf = (point: DataPoint, value: DpValue): DpFault | undefined => {
  switch (point.type) {
    case 'bool':
      return typeof value === 'boolean' ? undefined : { code: 'type' };
    case 'value':
      return typeof value === 'number' ? number(point, value) : { code: 'not-a-number' };
    case 'enum':
      return point.range?.some((word) => word === value) ? undefined : { code: 'word' };
    case 'bitmap':
      return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** flagCount(point)
        ? undefined
        : { code: 'bits' };
    case 'string':
      return typeof value === 'string' ? long(utf8Length(value), point) : { code: 'type' };
    case 'raw': {
      const bytes = typeof value === 'string' ? bytesOfBase64(value) : undefined;
      return bytes ? long(bytes.length, point) : { code: 'base64' };
    }
  }
};
