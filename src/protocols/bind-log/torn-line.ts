import type { LogLine } from '../../model/log-line';
import { maskText } from '../console/mask';
import { rowOf } from './fold-bind';

/** Of a start, or somebody's dots, or typed: no end of another line. */
const firstWords = /^(?:ets [A-Z]|ESP-ROM:|rst:0x|tuya>|\W*$)/;

/** Has no form and means nothing: as a first line it may be the end of one that nobody heard the beginning of. */
export const mayBeTorn = (line: LogLine): boolean =>
  !line.level && !line.file && !line.sent && !firstWords.test(line.text) && !rowOf(line);

/** It may be half a secret, and the word that gave it away is gone. */
export const hidden = (line: LogLine): LogLine => ({ ...line, text: maskText, masked: [[0, maskText.length]] });
