/** Why a call of the cloud failed: what it means, what to click, and the code last. The same words everywhere. */
import { useLocation } from 'wouter';
import { cloud } from '../../i18n/en/cloud';
import { problems } from '../../i18n/en/problems';
import { useText } from '../../i18n/use-text';
import type { CloudTrouble } from '../../steps/device/ask-cloud';
import { ButtonLink } from '../../ui/button';
import { Callout, CalloutCell } from '../../ui/callout';
import { Mono } from '../../ui/text';
import { useCloud } from './cloud-context';
import { places } from './places';
import { remediesOf } from './trouble-remedies';

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

export const CloudRefusal = ({ trouble }: { trouble: CloudTrouble }) => {
  const { relay } = useCloud();
  const { remedy } = useText(problems);
  const [here] = useLocation();
  const offsetMs = relay.kind === 'here' ? relay.status.clockOffsetMs : undefined;
  const { what, click, code } = useRefusalWords()(trouble, offsetMs);
  const toSettings = remediesOf(trouble).includes('open-settings') && here !== places.settings;
  return (
    <div role="alert">
      <Callout state="failed" columns="1fr">
        <CalloutCell washed title={what}>
          {click ? <p>{click}</p> : null}
          {code ? <Mono pale>{code}</Mono> : null}
          {toSettings ? (
            <ButtonLink size="small" href={`#${places.settings}`}>
              {remedy['open-settings']}
            </ButtonLink>
          ) : null}
        </CalloutCell>
      </Callout>
    </div>
  );
};
