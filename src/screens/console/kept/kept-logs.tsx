/** The logs of before: a list, and one of them opened. */
import ArrowLeft from 'lucide-react/icons/arrow-left';
import { logWords } from '../../../i18n/en/log-words';
import { useText } from '../../../i18n/use-text';
import { ButtonLink } from '../../../ui/button';
import { PageHead, Screen } from '../../../ui/page-head';
import { keptLogsPlace, places } from '../../parts/places';
import { LogPanel } from '../log/log-panel';
import { LogEmpty } from '../log/rows/log-empty';
import { KeptList } from './kept-list';
import { boardName } from './log-name';
import { useSessions } from './use-sessions';

export const KeptLogs = ({ session }: { session?: string }) => {
  const t = useText(logWords);
  const { sessions, again } = useSessions();
  const opened = sessions?.find(({ id }) => id === session);
  return (
    <Screen>
      <PageHead title={opened ? boardName(opened, t.unknownBoard) : t.kept}>
        <ButtonLink
          kind="quiet"
          href={`#${session ? keptLogsPlace : places.console}`}
          icon={<ArrowLeft size={16} strokeWidth={1.75} aria-hidden="true" />}
        >
          {session ? t.kept : t.backToLive}
        </ButtonLink>
      </PageHead>
      {session ? (
        <LogPanel
          of={{ session }}
          name={opened ? boardName(opened, session) : session}
          live={Boolean(opened?.live)}
          empty={() => <LogEmpty title={sessions && !opened ? t.goneLog : undefined} hint={undefined} />}
        />
      ) : (
        <KeptList sessions={sessions} onChanged={again} />
      )}
    </Screen>
  );
};
