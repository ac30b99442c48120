/** The devices of one cloud, with the boards that this bench knows them by. */
import { useState } from 'react';
import { Link } from 'wouter';
import { devices } from '../../../i18n/en/devices';
import { tour } from '../../../i18n/en/tour';
import { useFormats, useText } from '../../../i18n/use-text';
import { chipNames } from '../../../model/chip';
import type { DeviceRow } from '../../../records/database';
import type { CloudDeviceFacts } from '../../../steps/device/device-answers';
import { Button, ButtonLink } from '../../../ui/button';
import { Panel } from '../../../ui/panel';
import { SearchField } from '../../../ui/search-field';
import { Table } from '../../../ui/table';
import { BothEnds, Evidence, Mono } from '../../../ui/text';
import { VirtualTag } from '../../../ui/virtual';
import type { PlacedCloud } from '../../parts/cloud-desk';
import { CloudRefusal } from '../../parts/cloud-refusal';
import { useDemoNames } from '../../parts/demo-names';
import { deviceOf, places } from '../../parts/places';
import { tourHref } from '../../parts/tour-place';
import { AirList } from '../air/air-page';
import { OnlineTag } from '../identity/identity-bar';
import styles from '../parts/devices.module.css';
import { boardOf, useLaneOf, useSeenBoards } from '../parts/use-board';
import { isMeant } from './find-devices';
import { TokenPanel } from './token-panel';
import { useDevices } from './use-devices';

const columns = ['name', 'state', 'uuid', 'pid', 'board', 'since'] as const;

const Row = ({
  facts,
  placed,
  boards,
}: {
  facts: CloudDeviceFacts;
  placed: PlacedCloud;
  boards: readonly DeviceRow[] | undefined;
}) => {
  const t = useText(devices);
  const f = useFormats();
  const { virtual } = placed.cloud;
  const say = useDemoNames(virtual);
  const lane = useLaneOf(facts.uuid, virtual);
  const chip = lane?.chip ?? boardOf(boards, facts.uuid, virtual)?.chip;
  return (
    <tr>
      <td>
        <Link className={styles.name} href={deviceOf(placed.place, facts.deviceId)}>
          {say(facts.name)}
        </Link>
        {virtual ? <VirtualTag word={t.virtual} /> : null}
      </td>
      <td>
        <OnlineTag online={facts.online} />
      </td>
      <td>{facts.uuid ? <BothEnds value={facts.uuid} /> : '—'}</td>
      <td>
        <Mono>{facts.pid}</Mono>
      </td>
      <td>
        {chip ? (
          <span className={styles.board}>
            {chipNames[chip.chip]} <Mono title={chip.mac}>{chip.mac?.slice(-8)}</Mono>
            {lane ? <Evidence>{t.list.onBench}</Evidence> : null}
          </span>
        ) : (
          <Evidence>{t.list.unknownBoard}</Evidence>
        )}
      </td>
      <td data-number="">
        <Evidence>{facts.activeAt ? f.date(facts.activeAt) : '—'}</Evidence>
      </td>
    </tr>
  );
};

const Empty = ({ virtual }: { virtual: boolean }) => {
  const t = useText(devices).list;
  const tourWords = useText(tour).devices;
  return (
    <div className={styles.empty}>
      <h2 className={styles.emptyTitle}>{t.emptyTitle}</h2>
      <p>{virtual ? tourWords.demo : t.emptyReal}</p>
      <span className={styles.buttons}>
        <ButtonLink href={`#${places.bench}`}>{t.toBench}</ButtonLink>
        {virtual ? (
          <ButtonLink kind="quiet" href={tourHref}>
            {tourWords.tour}
          </ButtonLink>
        ) : null}
      </span>
    </div>
  );
};

export const DeviceListOf = ({ placed }: { placed: PlacedCloud }) => {
  const t = useText(devices);
  const { list, ask } = useDevices(placed.cloud);
  const boards = useSeenBoards().answer;
  const [words, setWords] = useState('');
  const { devices: rows, asking, trouble } = list;
  const say = useDemoNames(placed.cloud.virtual);
  const macOf = ({ uuid }: CloudDeviceFacts) => boardOf(boards, uuid, placed.cloud.virtual)?.mac;
  const shown = rows.filter((facts) => isMeant({ ...facts, name: say(facts.name) }, macOf(facts), words));
  return (
    <div className={styles.list}>
      <div className={styles.column}>
        <Panel
          flush
          // None counted is not none there.
          title={rows.length === 0 && (asking || trouble) ? t.list.label : t.list.count(rows.length)}
          aside={
            <>
              {placed.cloud.virtual ? <VirtualTag word={t.virtual} /> : null}
              <Button size="small" onClick={() => void ask()}>
                {t.refresh}
              </Button>
            </>
          }
        >
          {trouble ? (
            <div className={styles.trouble}>
              <CloudRefusal trouble={trouble} />
            </div>
          ) : null}
          {rows.length > 1 ? (
            <div className={styles.search}>
              <SearchField placeholder={t.list.search} label={t.list.searchLabel} value={words} onChange={setWords} />
            </div>
          ) : null}
          {rows.length > 0 && shown.length === 0 ? (
            <p role="status" className={styles.none}>
              {t.list.noneFound}
            </p>
          ) : null}
          {shown.length > 0 ? (
            <Table stacks label={t.list.label} className={styles.rows}>
              <thead>
                <tr>
                  {columns.map((column) => (
                    <th key={column} scope="col" data-number={column === 'since' ? '' : undefined}>
                      {t.list.columns[column]}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {shown.map((facts) => (
                  <Row key={facts.deviceId} facts={facts} placed={placed} boards={boards} />
                ))}
              </tbody>
            </Table>
          ) : null}
          {rows.length === 0 && !trouble ? (
            asking ? (
              <p role="status" className={styles.none}>
                {t.asking}
              </p>
            ) : (
              <Empty virtual={placed.cloud.virtual} />
            )
          ) : null}
        </Panel>
        {trouble ? <AirList place={placed.place} /> : null}
      </div>
      <TokenPanel placed={placed} onCame={() => void ask()} />
    </div>
  );
};
