/** What a person can do about a call that failed, beside asking again, which every screen offers where it asked. */
import { type Remedy, remedies } from '../../model/problem';
import { isOfProject } from '../../protocols/openapi/error-codes';
import type { CloudTrouble } from '../../steps/device/ask-cloud';

export const remediesOf = (trouble: CloudTrouble): readonly Remedy[] => {
  if (trouble.kind === 'problem') return remedies[trouble.problem.code];
  return isOfProject(trouble.code) ? ['retry', 'open-settings'] : ['retry'];
};
