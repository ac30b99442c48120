/** A device whose cloud cannot be asked, and what reaches it all the same; and the list of those. */
import { Link } from 'wouter';
import { bluetooth } from '../../../i18n/en/bluetooth';
import { devices } from '../../../i18n/en/devices';
import { useFormats, useText } from '../../../i18n/use-text';
import type { DeviceKeysRow } from '../../../records/database';
import { ButtonLink } from '../../../ui/button';
import { Panel } from '../../../ui/panel';
import { Table } from '../../../ui/table';
import { BothEnds, Evidence, Mono, PageTitle } from '../../../ui/text';
import { useDemoNames } from '../../parts/demo-names';
import { deviceOf, places } from '../../parts/places';
import { CalibrationPanel } from '../identity/calibration-panel';
import styles from '../parts/devices.module.css';
import { AirPanel } from './air-panel';
import { OverAir } from './over-air';
import { useAir, useHeldKeys } from './use-air';

const NameOf = ({ row: { name, deviceId, virtual } }: { row: DeviceKeysRow }) => {
  const say = useDemoNames(virtual);
  return name === undefined ? deviceId : say(name);
};

/** Nothing where this bench holds no keys of it. */
export const AirPart = ({ deviceId }: { deviceId: string }) => {
  const row = useHeldKeys().answer?.find((each) => each.deviceId === deviceId);
  if (!row) return null;
  const { uuid, virtual, place } = row;
  return (
    <>
      <AirPanel deviceId={deviceId} uuid={uuid} virtual={virtual} online={false} />
      <OverAir place={place} deviceId={deviceId} virtual={virtual} />
      <CalibrationPanel uuid={uuid} virtual={virtual} />
    </>
  );
};

/** A page without any cloud. */
export const AirPage = ({ row }: { row: DeviceKeysRow }) => {
  const t = useText(devices);
  return (
    <>
      <header className={styles.head}>
        <PageTitle>
          <NameOf row={row} />
        </PageTitle>
        <Mono>{row.deviceId}</Mono>
        <ButtonLink size="small" href={`#${places.devices}`}>
          {t.all}
        </ButtonLink>
      </header>
      <AirPart deviceId={row.deviceId} />
    </>
  );
};

/** Nothing where none were bound here. */
export const AirList = ({ place }: { place: string }) => {
  const t = useText(bluetooth).list;
  const f = useFormats();
  const air = useAir('');
  const rows = useHeldKeys().answer?.filter((row) => row.place === place) ?? [];
  if (!air || rows.length === 0) return null;
  return (
    <Panel flush title={t.title}>
      <p className={styles.none}>{t.what}</p>
      <Table label={t.label}>
        <thead>
          <tr>
            {(['name', 'uuid', 'pid', 'since'] as const).map((column) => (
              <th key={column} scope="col">
                {t.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.deviceId}>
              <td>
                <Link className={styles.name} href={deviceOf(row.place, row.deviceId)}>
                  <NameOf row={row} />
                </Link>
              </td>
              <td>
                <BothEnds value={row.uuid} />
              </td>
              <td>
                <Mono>{row.pid}</Mono>
              </td>
              <td>
                <Evidence>{f.date(row.at)}</Evidence>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
};
