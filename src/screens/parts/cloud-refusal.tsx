/** Why a call of the cloud failed: what it means, what to click, and the code last. The same words everywhere. */
import { cloud } from '../../i18n/en/cloud';
import { problems } from '../../i18n/en/problems';
import { useText } from '../../i18n/use-text';
import type { CloudTrouble } from '../../steps/ask-cloud';
import { Callout, CalloutCell } from '../../ui/callout';
import { Mono } from '../../ui/text';

export interface RefusalWords {
  what: string;
  click?: string;
  code?: string;
}

/** The words for a trouble. `offsetMs`: how far the cloud's clock is ahead of ours, where it is known. */
export const useRefusalWords = (): ((trouble: CloudTrouble, offsetMs?: number) => RefusalWords) => {
  const t = useText(cloud);
  const { of } = useText(problems);
  return (trouble, offsetMs) => {
    if (trouble.kind === 'problem') {
      const { code, details } = trouble.problem;
      return { what: `${of[code].title(details)}. `, click: of[code].what(details) };
    }
    const words = t.codes[trouble.code];
    if (!words) return { what: t.otherCode(trouble.msg), code: t.code(trouble.code) };
    const what = words.what(offsetMs === undefined ? {} : { offsetMs });
    return { what, code: t.code(trouble.code), ...(words.click && { click: words.click }) };
  };
};

export const CloudRefusal = ({ trouble, offsetMs }: { trouble: CloudTrouble; offsetMs?: number }) => {
  const { what, click, code } = useRefusalWords()(trouble, offsetMs);
  return (
    <div role="alert">
      <Callout state="failed" columns="1fr">
        <CalloutCell washed title={what}>
          {click ? <p>{click}</p> : null}
          {code ? <Mono pale>{code}</Mono> : null}
        </CalloutCell>
      </Callout>
    </div>
  );
};
