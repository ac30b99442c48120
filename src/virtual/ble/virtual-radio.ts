/** The bench's Bluetooth where the devices are make-believe: finds by the filters a browser's chooser would take. */
import type { Radio, RadioDevice, RadioFilter, RadioLink } from '../../links/radio';
import { BenchError } from '../../model/problem';
import type { Advertisement, Peripheral } from '../parts/peripheral';

export interface BoardInRange {
  id: string;
  radio: Peripheral;
}

/** The characteristic takes no longer value (ble-pairing, section 3). */
const longestWrite = 244;

interface Field {
  type: number;
  body: Uint8Array;
}

const fieldsOf = (bytes: Uint8Array): Field[] => {
  const fields: Field[] = [];
  for (let at = 0; (bytes[at] ?? 0) > 0; at += bytes[at]! + 1) {
    fields.push({ type: bytes[at + 1] ?? 0, body: bytes.slice(at + 2, at + 1 + bytes[at]!) });
  }
  return fields;
};

const u16At = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);

const has = {
  service: (fields: readonly Field[], wanted: number): boolean =>
    fields.some(
      ({ type, body }) =>
        (type === 0x02 || type === 0x03) && body.some((_, at) => at % 2 === 0 && u16At(body, at) === wanted),
    ),
  maker: (fields: readonly Field[], company: number, prefix: Uint8Array): boolean =>
    fields.some(
      ({ type, body }) =>
        type === 0xff && u16At(body, 0) === company && prefix.every((byte, index) => byte === body[index + 2]),
    ),
};

const fits = (fields: readonly Field[], { services = [], company, dataPrefix = new Uint8Array() }: RadioFilter) =>
  services.every((service) => has.service(fields, service)) &&
  (company === undefined || has.maker(fields, company, dataPrefix));

const allFields = ({ adv, scanResponse }: Advertisement): Field[] => [...fieldsOf(adv), ...fieldsOf(scanResponse)];

const nameOf = (fields: readonly Field[]): string =>
  new TextDecoder().decode(fields.find(({ type }) => type === 0x09)?.body ?? new Uint8Array());

const connectTo = (radio: Peripheral): RadioLink => {
  let heard: ((bytes: Uint8Array) => void) | undefined;
  let early: Uint8Array[] = [];
  let open = true;
  let ended = (_by: 'device' | 'host'): void => {};
  const closed = new Promise<'device' | 'host'>((resolve) => {
    ended = (by) => {
      open = false;
      resolve(by);
    };
  });
  const link = radio.connect({
    notified: (bytes) => (heard ? heard(bytes) : void early.push(bytes)),
    disconnected: () => ended('device'),
  });
  if (!link) throw new BenchError('radio.connect-failed', {});
  return {
    closed,
    async write(bytes) {
      if (!open) throw new BenchError('radio.lost', {});
      if (bytes.length > longestWrite) throw new RangeError('longer than the characteristic takes');
      link.write(Uint8Array.from(bytes));
    },
    listen(listener) {
      heard = listener;
      const waiting = early;
      early = [];
      for (const bytes of waiting) listener(bytes);
    },
    async close() {
      if (!open) return;
      link.disconnect();
      ended('host');
    },
  };
};

const deviceOf = ({ id, radio }: BoardInRange, fields: readonly Field[]): RadioDevice => ({
  id,
  name: nameOf(fields),
  async connect(signal) {
    signal.throwIfAborted();
    return connectTo(radio);
  },
});

/** `watch` tells when boards come and go; without it only those that are there when a search begins can be found. */
export const createVirtualRadio = (
  boards: () => readonly BoardInRange[],
  watch: (changed: () => void) => () => void = () => () => {},
): Radio => {
  const look = (filters: readonly RadioFilter[]): RadioDevice | undefined => {
    for (const board of boards()) {
      const advertised = board.radio.advertisement();
      const fields = advertised && allFields(advertised);
      if (fields && filters.some((filter) => fits(fields, filter))) return deviceOf(board, fields);
    }
    return undefined;
  };

  return {
    find: (filters, signal) =>
      new Promise((resolve, reject) => {
        let stops: (() => void)[] = [];
        const stop = (): void => {
          for (const each of stops) each();
          stops = [];
        };
        const again = (): void => {
          const found = look(filters);
          stop();
          if (found) {
            resolve(found);
            return;
          }
          const aborted = (): void => {
            stop();
            reject(signal.reason);
          };
          if (signal.aborted) {
            aborted();
            return;
          }
          signal.addEventListener('abort', aborted, { once: true });
          stops = [
            () => signal.removeEventListener('abort', aborted),
            watch(again),
            ...boards().map(({ radio }) => radio.watch(again)),
          ];
        };
        if (signal.aborted) reject(signal.reason);
        else again();
      }),
  };
};
