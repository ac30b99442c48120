import type { FirmwareRow } from '../../../model/firmware';

/** `switch_demo 1.0.2`, or the file's name when its header tells none. */
export const firmwareName = ({ facts, fileName }: FirmwareRow): string =>
  facts.app ? [facts.app, facts.version].filter(Boolean).join(' ') : fileName;
