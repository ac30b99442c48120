/** Port, speed, and whether we listen. */
import { console } from '../../i18n/en/console';
import { useFormats, useText } from '../../i18n/use-text';
import type { LaneView, PortView } from '../../model/run';
import { Button } from '../../ui/button';
import { Select } from '../../ui/field';
import { VirtualTag } from '../../ui/virtual';
import { useBench } from '../parts/bench-context';
import styles from './console.module.css';
import { portName } from './port-name';
import type { ConsolePort } from './use-console';

/** 74880 is what the ROM of older chips speaks; 460800 the log port of some boards (authorize-cli, section 1). */
const speeds = [9600, 57_600, 74_880, 115_200, 230_400, 460_800, 921_600, 2_000_000];

export const PortBar = ({
  ports,
  lanes,
  chosen,
  speed,
  onSpeed,
  onChoose,
}: {
  ports: readonly PortView[];
  lanes: readonly LaneView[];
  chosen: ConsolePort;
  speed: number;
  onSpeed: (speed: number) => void;
  onChoose: (port: string) => void;
}) => {
  const t = useText(console);
  const f = useFormats();
  const bench = useBench();
  const { id, use } = chosen;
  const listening = use === 'listening';
  const changeSpeed = (next: number) => {
    onSpeed(next);
    if (listening) bench.send({ kind: 'console-open', port: id, baud: next });
  };
  return (
    <div className={styles.portBar}>
      <Select label={t.port} value={id} className={styles.port} onChange={(event) => onChoose(event.target.value)}>
        {chosen.port ? null : <option value={id}>{id}</option>}
        {ports.map((port) => (
          <option key={port.id} value={port.id}>
            {portName(port, lanes)}
            {port.use === 'elsewhere' ? ` (${t.otherTab})` : ''}
          </option>
        ))}
      </Select>
      <Select label={t.speed} value={speed} onChange={(event) => changeSpeed(Number(event.target.value))}>
        {speeds.map((baud) => (
          <option key={baud} value={baud}>
            {f.count(baud)}
          </option>
        ))}
      </Select>
      {listening ? (
        <Button onClick={() => bench.send({ kind: 'console-close', port: id })}>{t.stopListening}</Button>
      ) : (
        <Button
          kind="primary"
          disabled={use !== 'shut'}
          onClick={() => bench.send({ kind: 'console-open', port: id, baud: speed })}
        >
          {t.listen}
        </Button>
      )}
      {chosen.port?.virtual ? (
        <span className={styles.virtual}>
          <VirtualTag word={t.virtual} />
        </span>
      ) : null}
    </div>
  );
};
