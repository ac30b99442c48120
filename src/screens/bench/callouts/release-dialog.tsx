/** Taking a bound board out of its cloud: asked for with the last four digits of its MAC. */
import { bench } from '../../../i18n/en/bench';
import { shell } from '../../../i18n/en/shell';
import { useText } from '../../../i18n/use-text';
import type { LaneView } from '../../../model/run';
import { Engraved } from '../../../ui/text';
import { TailDialog } from '../../parts/tail-dialog';
import styles from './release.module.css';

const digits = (text: string) => text.toUpperCase().replace(/[^0-9A-F]/g, '');

export const ReleaseDialog = ({
  lane,
  onRelease,
  onClose,
}: {
  lane: LaneView;
  onRelease: () => void;
  onClose: () => void;
}) => {
  const t = useText(bench).release;
  const { close } = useText(shell);
  const mac = lane.chip?.mac ?? '';
  return (
    <TailDialog
      words={{ ...t, close, do: t.release, label: t.label(`${mac.slice(0, -5)}··:··`) }}
      isRight={(typed) => digits(typed) === digits(mac).slice(-4)}
      longest={5}
      onDo={() => {
        onRelease();
        onClose();
      }}
      onClose={onClose}
    >
      <p>{t.text}</p>
      <dl className={styles.beforeAfter}>
        <div>
          <Engraved>{t.now}</Engraved>
          {t.before}
        </div>
        <div>
          <Engraved>{t.later}</Engraved>
          {t.after}
        </div>
      </dl>
    </TailDialog>
  );
};
