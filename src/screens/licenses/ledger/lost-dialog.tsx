/** Giving a license up for good: asked for with the last four digits of the board's MAC. */
import { short } from '../../../i18n/details';
import { licenses } from '../../../i18n/en/licenses';
import { useText } from '../../../i18n/use-text';
import type { LicenseRow } from '../../../model/license';
import { Evidence, Mono } from '../../../ui/text';
import { MacDialog } from '../../parts/mac-dialog';
import { LicenseStateWord } from './license-state';

export const LostDialog = ({
  row,
  onGiveUp,
  onClose,
}: {
  row: LicenseRow;
  onGiveUp: () => void;
  onClose: () => void;
}) => {
  const { before, after, text, give, done: _, ...t } = useText(licenses).lost;
  return (
    <MacDialog
      tail={row.mac ? { kind: 'mac', name: row.mac } : { kind: 'uuid', name: row.uuid }}
      words={{
        ...t,
        do: give,
        text: text(short(row.uuid) ?? ''),
        now: before,
        before: <LicenseStateWord state={row.state} />,
        later: after,
        after: <LicenseStateWord state="spent" />,
      }}
      onDo={onGiveUp}
      onClose={onClose}
    >
      <Evidence>
        <Mono>{row.uuid}</Mono>
      </Evidence>
    </MacDialog>
  );
};
