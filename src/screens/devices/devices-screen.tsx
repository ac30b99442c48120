/** The devices of a cloud, or one of them: `#/devices`, `#/devices/page/vdev…`. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import { devices } from '../../i18n/en/devices';
import { useText } from '../../i18n/use-text';
import { TextLink } from '../../ui/button';
import { Segmented } from '../../ui/segmented';
import { Evidence, PageTitle } from '../../ui/text';
import { useCloud } from '../parts/cloud-context';
import type { CloudPlace, PlacedCloud } from '../parts/cloud-desk';
import { places, textOfPart } from '../parts/places';
import { AirList, AirPage } from './air/air-page';
import { useHeldKeys } from './air/use-air';
import { DevicePage } from './device-page';
import { DeviceListOf } from './list/device-list';
import styles from './parts/devices.module.css';

/** Place and device in the address; nothing for the list. */
const inAddress = (address: string): { place: string; deviceId: string } | undefined => {
  const [, , place, deviceId] = address.split('?')[0]?.split('/') ?? [];
  return place && deviceId ? { place, deviceId: textOfPart(deviceId) } : undefined;
};

const NoReal = () => {
  const t = useText(devices).list;
  return (
    <p className={styles.aside}>
      <b>{t.noRealTitle}</b> {t.noReal} <TextLink href={`#${places.settings}`}>{t.toSettings}</TextLink>
    </p>
  );
};

export const DevicesScreen = () => {
  const t = useText(devices);
  const { clouds, eventsOf } = useCloud();
  const [address] = useLocation();
  const [chosen, setChosen] = useState<CloudPlace>();
  const asked = inAddress(address);
  const held = useHeldKeys().answer;
  const placed = clouds.find(({ place }) => place === asked?.place);
  if (asked && placed) {
    return (
      <div className={styles.screen}>
        <DevicePage key={asked.deviceId} placed={placed} deviceId={asked.deviceId} events={eventsOf(placed.place)} />
      </div>
    );
  }
  // Its cloud is not there, as without the bench's own server: what was bound here can be reached past it.
  const row = asked && held?.find(({ deviceId }) => deviceId === asked.deviceId);
  if (row) {
    return (
      <div className={styles.screen}>
        <AirPage row={row} />
      </div>
    );
  }
  const nameOf = ({ place, cloud }: PlacedCloud) =>
    place === 'page' ? t.list.demo : cloud.virtual ? t.list.relayDemo : t.list.real;
  // A real project is what people come for; the demo is what they have until then.
  const shown = clouds.find(({ place }) => place === chosen) ?? clouds.find(({ cloud }) => !cloud.virtual) ?? clouds[0];
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <PageTitle>{t.title}</PageTitle>
        {clouds.length > 1 && shown ? (
          <Segmented
            label={t.list.clouds}
            value={shown.place}
            choices={clouds.map((each) => ({ value: each.place, label: nameOf(each) }))}
            onChange={setChosen}
          />
        ) : null}
        {shown?.place === 'page' ? <Evidence>{t.list.demoNote}</Evidence> : null}
      </header>
      {shown ? <DeviceListOf key={shown.place} placed={shown} /> : null}
      {clouds.some(({ place }) => place === 'relay') ? null : (
        <>
          <AirList place="relay" />
          <NoReal />
        </>
      )}
    </div>
  );
};
