/** Where a screen would show what is stored, and storage does not answer. */
import { problems } from '../../i18n/en/problems';
import { useText } from '../../i18n/use-text';
import type { Problem } from '../../model/problem';
import { Callout, CalloutCell } from '../../ui/callout';

export const StorageTrouble = ({ problem }: { problem: Problem }) => {
  const words = useText(problems).of[problem.code];
  return (
    <div role="alert">
      <Callout state="failed" columns="1fr">
        <CalloutCell washed title={words.title(problem.details)}>
          <p>{words.what(problem.details)}</p>
        </CalloutCell>
      </Callout>
    </div>
  );
};
