/** Certificates as files: JSON for programs and archives, a table for a spreadsheet. Neither translated nor rounded. */
import type { Certificate } from './certificate';

/** Counted up when a reader of the old form would misread the new one. */
export const certificateFormat = { format: 'bindery-certificates', version: 1 } as const;

const iso = (at: number): string => new Date(at).toISOString();

const plain = ({ startedAt, endedAt, heard, ...rest }: Certificate) => ({
  ...rest,
  startedAt: iso(startedAt),
  endedAt: iso(endedAt),
  heard: heard.map(({ at, text }) => ({ at: iso(at), text })),
});

/** One certificate or many, in one form. Times by ISO 8601, durations in ms, sizes in bytes. */
export const writeCertificates = (certificates: readonly Certificate[]): string =>
  `${JSON.stringify({ ...certificateFormat, certificates: certificates.map(plain) }, undefined, 2)}\n`;

const columns: Readonly<Record<string, (certificate: Certificate) => string | number | boolean | undefined>> = {
  // First, as a spreadsheet guard leaves the first two columns as they are: neither can begin like a formula.
  started_at: ({ startedAt }) => iso(startedAt),
  ended_at: ({ endedAt }) => iso(endedAt),
  run: ({ run }) => run,
  outcome: ({ kind }) => kind,
  virtual: ({ virtual }) => virtual,
  worked_ms: ({ workedMs }) => workedMs,
  chip: ({ board }) => board?.chip,
  mac: ({ board }) => board?.mac,
  flash_bytes: ({ board }) => board?.flashBytes,
  firmware: ({ firmware }) => firmware?.name,
  firmware_bytes: ({ firmware }) => firmware?.size,
  firmware_sha256: ({ firmware }) => firmware?.sha256,
  license_uuid: ({ uuid }) => uuid,
  device_id: ({ device }) => device?.deviceId,
  pid: ({ device }) => device?.pid,
  product: ({ device }) => device?.product,
  cloud: ({ device }) => device && (device.place === 'page' ? 'demo' : (device.dataCentre ?? 'project')),
  first_dp: ({ firstPoint }) => firstPoint?.id,
  first_dp_code: ({ firstPoint }) => firstPoint?.code,
  first_dp_value: ({ firstPoint }) => firstPoint?.value,
  first_dp_ms: ({ firstPoint }) => firstPoint?.latencyMs,
  ended_in: ({ endedIn }) => endedIn,
  problem: ({ problem }) => problem?.code,
  recipe: ({ recipe }) => recipe,
  // Last, so that who counts columns finds the others where they were.
  virtual_speed: ({ virtual, virtualSpeed }) => (virtual ? (virtualSpeed ?? 1) : undefined),
};

/** Header row first, one row a run. */
export const certificateCells = (certificates: readonly Certificate[]): string[][] => [
  Object.keys(columns),
  ...certificates.map((each) => Object.values(columns).map((cell) => String(cell(each) ?? ''))),
];
