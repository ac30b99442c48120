/** Why a file is not put on the shelf, in one sentence. */
import { firmware } from '../../../i18n/en/firmware';
import { problems } from '../../../i18n/en/problems';
import { useText } from '../../../i18n/use-text';
import type { Problem } from '../../../model/problem';

export const useRefusal = (): ((problem: Problem) => string) => {
  const t = useText(firmware);
  const of = useText(problems).of;
  return ({ code, details }) => {
    const own = t.refusals[code]?.(details);
    return own ?? t.refused(of[code].title(details), of[code].what(details));
  };
};
