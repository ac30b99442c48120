/** What was measured for the radio of the device's board, as it was kept before this bench wrote to it. */
import Download from 'lucide-react/icons/download';
import { useCallback, useState } from 'react';
import { devices } from '../../../i18n/en/devices';
import { useFormats, useText } from '../../../i18n/use-text';
import type { KeptCalibration } from '../../../model/calibration';
import { asBenchError, type Problem } from '../../../model/problem';
import { calibrationBytes, calibrationsOfBoard } from '../../../records/calibrations';
import { benchDatabase } from '../../../records/database';
import { Button } from '../../../ui/button';
import { Panel } from '../../../ui/panel';
import { Table } from '../../../ui/table';
import { Evidence, Mono } from '../../../ui/text';
import { saveFile } from '../../parts/save-file';
import { StorageTrouble } from '../../parts/storage-trouble';
import { useLive } from '../../parts/use-live';
import { boardOf, useLaneOf, useSeenBoards } from '../parts/use-board';
import styles from './calibration.module.css';

const columns = ['at', 'size', 'place', 'sha'] as const;

/** The MAC is what it belongs to, the checksum which of its copies it is. */
export const calibrationFile = ({ chip, mac, sha256 }: KeptCalibration): string =>
  `${chip}-${mac.replaceAll(':', '').toLowerCase()}-calibration-${sha256.slice(0, 8)}.bin`;

export const CalibrationTable = ({
  kept,
  onSave,
}: {
  kept: readonly KeptCalibration[];
  onSave: (row: KeptCalibration) => void;
}) => {
  const t = useText(devices).calibration;
  const f = useFormats();
  return (
    <Table stacks label={t.title}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t.columns[column]}
            </th>
          ))}
          <th scope="col" />
        </tr>
      </thead>
      <tbody>
        {kept.map((row) => (
          <tr key={row.id}>
            <td>{f.date(row.at)}</td>
            <td>
              <Mono>{f.bytes(row.size)}</Mono>
            </td>
            <td>
              <Mono>0x{row.offset.toString(16).toUpperCase()}</Mono>
            </td>
            <td>
              <Mono title={row.sha256}>{row.sha256.slice(0, 10)}</Mono>
            </td>
            <td data-number="" className={styles.save}>
              <Button
                size="small"
                aria-label={t.saveOf(f.date(row.at))}
                icon={<Download size={14} strokeWidth={1.75} aria-hidden="true" />}
                onClick={() => onSave(row)}
              >
                {t.save}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
};

/** Nothing where none is kept: most chips keep theirs where no image reaches. */
export const CalibrationPanel = ({ uuid, virtual }: { uuid: string; virtual: boolean }) => {
  const t = useText(devices).calibration;
  const lane = useLaneOf(uuid, virtual);
  const seen = useSeenBoards().answer;
  const mac = (lane?.chip ?? boardOf(seen, uuid, virtual)?.chip)?.mac;
  const ask = useCallback(async () => (mac ? calibrationsOfBoard(benchDatabase(), mac, virtual) : []), [mac, virtual]);
  const { answer: kept = [] } = useLive(ask);
  const [problem, setProblem] = useState<Problem>();
  if (kept.length === 0) return null;
  const save = async (row: KeptCalibration) => {
    setProblem(undefined);
    try {
      const { bytes } = await calibrationBytes(benchDatabase(), row.id);
      saveFile(calibrationFile(row), new Blob([bytes], { type: 'application/octet-stream' }));
    } catch (fault) {
      setProblem(asBenchError(fault).problem);
    }
  };
  return (
    <Panel flush title={t.title}>
      <p className={styles.note}>
        <Evidence>{t.note}</Evidence>
      </p>
      <CalibrationTable kept={kept} onSave={(row) => void save(row)} />
      {problem ? <StorageTrouble problem={problem} /> : null}
    </Panel>
  );
};
