/** Restarts the board by its lines, into the application or into the loader, while the log goes on. */
import ChevronDown from 'lucide-react/icons/chevron-down';
import RotateCcw from 'lucide-react/icons/rotate-ccw';
import { useId, useRef } from 'react';
import { sending } from '../../../i18n/en/sending';
import { useText } from '../../../i18n/use-text';
import { handMoves } from '../../../model/chip';
import { usualLine } from '../../../model/line-settings';
import { Button, IconButton } from '../../../ui/button';
import { Menu } from '../../../ui/menu';
import { Evidence } from '../../../ui/text';
import { useBench } from '../../parts/bench-context';
import styles from './reset-buttons.module.css';
import type { ConsolePort } from './use-console';

export const ResetButtons = ({ chosen, baud }: { chosen: ConsolePort; baud: number }) => {
  const t = useText(sending).reset;
  const { send } = useBench();
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const chip = chosen.lane?.chip?.chip ?? chosen.port?.met;
  const listening = chosen.use === 'listening';
  const isEsp = chip !== undefined && handMoves[chip] === 'hold-boot';
  const way = () => {
    if (!chip) return t.unknown;
    return isEsp ? t.esp : t.beken;
  };
  const reset = (into: 'app' | 'loader') => {
    menu.current?.hidePopover();
    send({ kind: 'console-reset', port: chosen.id, into });
  };
  return (
    <div className={styles.reset}>
      <Button
        disabled={!listening}
        title={listening ? t.appHint : t.notListening}
        icon={<RotateCcw size={15} strokeWidth={1.75} aria-hidden="true" />}
        onClick={() => reset('app')}
      >
        {t.app}
      </Button>
      <IconButton kind="plain" label={t.more} popoverTarget={id}>
        <ChevronDown size={15} strokeWidth={1.75} />
      </IconButton>
      <Menu id={id} ref={menu}>
        <Button disabled={!listening || !chip} onClick={() => reset('loader')}>
          {t.loader}
        </Button>
        <Evidence>{way()}</Evidence>
        {isEsp && baud !== usualLine.baud ? <Evidence>{t.romSpeed(baud)}</Evidence> : null}
        {listening ? null : <Evidence>{t.notListening}</Evidence>}
      </Menu>
    </div>
  );
};
