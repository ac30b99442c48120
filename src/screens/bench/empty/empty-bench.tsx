/** The bench with nothing on it: what to do first, what this browser can do, what will happen, unlit. */
import Cpu from 'lucide-react/icons/cpu';
import FileSpreadsheet from 'lucide-react/icons/file-spreadsheet';
import Plug from 'lucide-react/icons/plug';
import ShieldCheck from 'lucide-react/icons/shield-check';
import { Link } from 'wouter';
import { bench } from '../../../i18n/en/bench';
import { useText } from '../../../i18n/use-text';
import { stationNames } from '../../../model/run';
import { Button, TextButton, TextLink } from '../../../ui/button';
import { useBrowser, useSurroundings } from '../../parts/bench-context';
import { tourHref } from '../../parts/tour-place';
import { VirtualAdder } from '../../parts/virtual-adder';
import { UnlitRail } from '../lane/unlit-rail';
import { Capabilities } from './capabilities';
import { ChooserPicture } from './chooser-picture';
import styles from './empty-bench.module.css';

/** A log that was saved elsewhere, read without any board. */
const readLogPlace = '/read-log';

const icon = { size: 18, strokeWidth: 1.75 } as const;

const Welcome = ({ openGuide }: { openGuide: () => void }) => {
  const {
    empty: t,
    browser: { insecure },
  } = useText(bench);
  const { choosePort } = useSurroundings();
  const { serial, host } = useBrowser();
  const choose = async () => {
    // The chooser closed without a choice is the moment the guide is for.
    if ((await choosePort()) === 'closed') openGuide();
  };
  return (
    <section>
      {serial === 'insecure' ? (
        <p className={styles.insecure} role="alert">
          {insecure(host)}
        </p>
      ) : null}
      <h1 className={styles.title}>{t.title}</h1>
      <p className={styles.lead}>{t.lead}</p>
      <div className={styles.actions}>
        {serial === 'yes' ? (
          <Button
            kind="primary"
            size="large"
            icon={<Plug size={16} strokeWidth={1.75} />}
            onClick={() => void choose()}
          >
            {t.choosePort}
          </Button>
        ) : null}
        <VirtualAdder size="large" />
      </div>
      <p className={styles.links}>
        {serial === 'yes' ? <TextButton onClick={openGuide}>{t.nothingInList}</TextButton> : null}
        <Link href={readLogPlace} asChild>
          <TextLink>{t.readLog}</TextLink>
        </Link>
        <TextLink href={tourHref}>{t.tour}</TextLink>
      </p>
    </section>
  );
};

const Drops = () => {
  const t = useText(bench).empty;
  return (
    <ul className={styles.drops}>
      <li>
        <FileSpreadsheet {...icon} aria-hidden="true" />
        <h3>{t.dropSheet}</h3>
        <p>{t.dropSheetNote}</p>
      </li>
      <li>
        <Cpu {...icon} aria-hidden="true" />
        <h3>{t.dropFirmware}</h3>
        <p>{t.dropFirmwareNote}</p>
      </li>
      <li>
        <ShieldCheck {...icon} aria-hidden="true" />
        <h3>{t.staysHere}</h3>
        <p>{t.staysHereNote}</p>
      </li>
    </ul>
  );
};

export const EmptyBench = ({ openGuide }: { openGuide: () => void }) => {
  const t = useText(bench).empty;
  return (
    <div className={styles.empty}>
      <div className={styles.first}>
        <Welcome openGuide={openGuide} />
        <ChooserPicture />
        <Capabilities />
      </div>
      <div className={styles.will}>
        <h2>{t.willHappen}</h2>
        <p>{t.willHappenNote(stationNames.length)}</p>
      </div>
      <div className={styles.unlit}>
        <UnlitRail />
      </div>
      <Drops />
    </div>
  );
};
