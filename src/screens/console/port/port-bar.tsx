/** Port, line, whether we listen, and the reset. */
import { useRef } from 'react';
import { console } from '../../../i18n/en/console';
import { sending } from '../../../i18n/en/sending';
import { useFormats, useText } from '../../../i18n/use-text';
import type { LaneView, PortView } from '../../../model/run';
import { Button } from '../../../ui/button';
import { Select } from '../../../ui/field';
import { VirtualTag } from '../../../ui/virtual';
import { useBench } from '../../parts/bench-context';
import { LineMenu } from './line-menu';
import styles from './port-bar.module.css';
import { portName } from './port-name';
import { ResetButtons } from './reset-buttons';
import type { ConsolePort } from './use-console';
import type { ConsoleLine } from './use-line';

/** 74880 is what the ROM of older chips speaks; 460800 the log port of some boards (authorize-cli, section 1). */
const speeds = [9600, 57_600, 74_880, 115_200, 230_400, 460_800, 921_600, 1_500_000, 2_000_000, 3_000_000, 4_000_000];

/** No speed: where one is typed. */
const other = 'other';

export const PortBar = ({
  ports,
  lanes,
  chosen,
  line: { line, listen, choose: chooseLine },
  onChoose,
}: {
  ports: readonly PortView[];
  lanes: readonly LaneView[];
  chosen: ConsolePort;
  line: ConsoleLine;
  onChoose: (port: string) => void;
}) => {
  const t = useText(console);
  const words = useText(sending).line;
  const f = useFormats();
  const bench = useBench();
  const opener = useRef<HTMLButtonElement>(null);
  const { id, use } = chosen;
  const listening = use === 'listening';
  const offered = speeds.includes(line.baud) ? speeds : [...speeds, line.baud].sort((a, b) => a - b);
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
      <Select
        label={t.speed}
        value={line.baud}
        onChange={(event) => {
          if (event.target.value === other) opener.current?.click();
          else chooseLine({ ...line, baud: Number(event.target.value) });
        }}
      >
        {offered.map((baud) => (
          <option key={baud} value={baud}>
            {f.count(baud)}
          </option>
        ))}
        <option value={other}>{words.other}</option>
      </Select>
      <LineMenu line={line} onLine={chooseLine} opener={opener} />
      {listening ? (
        <Button onClick={() => bench.send({ kind: 'console-close', port: id })}>{t.stopListening}</Button>
      ) : (
        <Button kind="primary" disabled={use !== 'shut'} onClick={listen}>
          {t.listen}
        </Button>
      )}
      <ResetButtons chosen={chosen} baud={line.baud} />
      {chosen.port?.virtual ? (
        <span className={styles.virtual}>
          <VirtualTag word={t.virtual} />
        </span>
      ) : null}
    </div>
  );
};
