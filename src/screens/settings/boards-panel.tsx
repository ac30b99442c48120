/** The virtual boards on the table. */

import { bench } from '../../i18n/en/bench';
import { settings } from '../../i18n/en/settings';
import { useText } from '../../i18n/use-text';
import { own } from '../../model/own';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { Evidence } from '../../ui/text';
import { HatchStrip } from '../../ui/virtual';
import { useBench, useBenchView } from '../parts/bench-context';
import { boardName, isBusy } from '../parts/lane-words';
import { VirtualAdder } from '../parts/virtual-adder';
import styles from './settings.module.css';

export const BoardsPanel = () => {
  const t = useText(settings);
  const { virtual } = useText(bench);
  const { send } = useBench();
  const ports = useBenchView((view) => view.ports);
  const lanes = useBenchView((view) => view.lanes);
  const boards = ports.filter((port) => port.virtual && port.logOf === undefined);
  const remove = (port: string) => {
    send({ kind: 'remove-virtual-board', port });
    for (const lane of lanes) if (lane.port.id === port) send({ kind: 'dismiss', lane: lane.id });
  };
  return (
    <Panel title={t.boards} flush>
      <ul className={styles.boards}>
        {boards.map((port) => {
          const lane = lanes.find((other) => other.port.id === port.id);
          return (
            <li key={port.id}>
              <HatchStrip />
              <b translate="no">{lane ? boardName(lane) : port.name}</b>
              <Evidence>
                {own(virtual.habits, port.virtual?.habit ?? '') ?? port.virtual?.habit}
                {port.virtual?.speed ? ` · ${virtual.times(port.virtual.speed)}` : null}
              </Evidence>
              <Button size="small" disabled={lane && isBusy(lane)} onClick={() => remove(port.id)}>
                {t.remove}
              </Button>
            </li>
          );
        })}
      </ul>
      <div className={styles.add}>
        {boards.length === 0 ? <p>{t.noBoards}</p> : null}
        <VirtualAdder />
      </div>
    </Panel>
  );
};
