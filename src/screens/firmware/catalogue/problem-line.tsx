/** What went wrong with something fetched, where it was asked for. */
import { firmware } from '../../../i18n/en/firmware';
import { problems } from '../../../i18n/en/problems';
import { useText } from '../../../i18n/use-text';
import type { Problem } from '../../../model/problem';
import { Callout, CalloutCell } from '../../../ui/callout';

/** A refusal of firmware in the words of the shelf, everything else as everywhere. */
export const useProblemWords = () => {
  const { refusals } = useText(firmware);
  const { of } = useText(problems);
  return ({ code, details }: Problem): string =>
    refusals[code]?.(details) ?? `${of[code].title(details)}. ${of[code].what(details)}`;
};

export const ProblemLine = ({ problem: { code, details } }: { problem: Problem }) => {
  const { of } = useText(problems);
  return (
    <div role="alert">
      <Callout state="failed" columns="1fr">
        <CalloutCell washed title={of[code].title(details)}>
          <p>{of[code].what(details)}</p>
        </CalloutCell>
      </Callout>
    </div>
  );
};
