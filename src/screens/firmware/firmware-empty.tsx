/** The empty shelf: the map of an image, unlit, and what a file says about itself. */
import { firmware } from '../../i18n/en/firmware';
import { useText } from '../../i18n/use-text';
import type { FirmwareFacts } from '../../model/firmware';
import { ButtonLink } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { Evidence } from '../../ui/text';
import { places } from '../parts/places';
import { CoverMap } from './cover-map';
import styles from './firmware.module.css';

/** The 4 MB table of esp-flashing, section 7, with an image of the usual size. */
const example: FirmwareFacts = {
  kind: 'merged',
  chip: 'esp32',
  address: 0,
  size: 0x190000,
  flashBytes: 0x400000,
  partitions: [{ label: 'tuya', type: 1, subtype: 0xaa, offset: 0x3b0000, size: 0x28000 }],
  covers: [
    { label: 'bootloader', offset: 0x1000, size: 0x7000 },
    { label: 'partitions', offset: 0x8000, size: 0x1000 },
    { label: 'app', offset: 0x10000, size: 0x180000 },
  ],
};

export const FirmwareEmpty = () => {
  const t = useText(firmware);
  return (
    <Empty
      title={t.empty}
      figure={
        <figure className={styles.example}>
          <CoverMap facts={example} />
          <figcaption>
            <Evidence>{t.example}</Evidence>
            <ul className={styles.legend}>
              <li data-mark="written">{t.legend.written}</li>
              <li data-mark="untouched">{t.legend.untouched}</li>
              <li data-mark="kept">{t.legend.kept}</li>
            </ul>
          </figcaption>
        </figure>
      }
    >
      <p>{t.emptyHint}</p>
      <p>
        {t.emptyVirtual}{' '}
        <ButtonLink size="small" href={`#${places.bench}`}>
          {t.toBench}
        </ButtonLink>
      </p>
    </Empty>
  );
};
