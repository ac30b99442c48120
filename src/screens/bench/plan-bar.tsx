/** What is done to each board, in a row: firmware, where licenses come from, speed, how it starts. */
import ChevronRight from 'lucide-react/icons/chevron-right';
import Plug from 'lucide-react/icons/plug';
import type { ReactNode } from 'react';
import { bench } from '../../i18n/en/bench';
import { useFormats, useText } from '../../i18n/use-text';
import type { FirmwareRow } from '../../model/firmware';
import { Button } from '../../ui/button';
import { Engraved, Mono } from '../../ui/text';
import { useBenchView, useBrowser, useStock, useSurroundings } from '../parts/bench-context';
import { VirtualAdder } from '../parts/virtual-adder';
import styles from './plan-bar.module.css';
import { firmwareName } from './plan-words';
import { freeIn } from './readiness';

const Cell = ({ caption, children }: { caption: string; children: ReactNode }) => (
  <div className={styles.cell}>
    <Engraved>{caption}</Engraved>
    <div className={styles.value}>{children}</div>
  </div>
);

const useFirmwareWords = (): { name: string; row?: FirmwareRow } => {
  const t = useText(bench).plan;
  const plan = useBenchView((view) => view.plan);
  const row = useStock(({ firmware }) => firmware.find(({ sha256 }) => sha256 === plan.firmware));
  const shelf = useStock(({ firmware }) => firmware.length);
  if (!plan.flash) return { name: t.notFlashing };
  if (row) return { name: firmwareName(row), row };
  return { name: plan.firmware || shelf === 0 ? t.noFirmware : t.byChip };
};

/** Real licenses as soon as there are any; a bench with virtual boards alone counts the made-up ones. */
const usePoolCount = (): { free: number; any: boolean } => {
  const plan = useBenchView((view) => view.plan);
  const stock = useStock((all) => all);
  const real = stock.pools.some(({ virtual }) => !virtual);
  const pools = stock.pools.filter((pool) => (plan.batch ? pool.batch === plan.batch : true) && pool.virtual === !real);
  return { free: freeIn(pools), any: pools.length > 0 };
};

const PoolCell = () => {
  const t = useText(bench).plan;
  const format = useFormats();
  const plan = useBenchView((view) => view.plan);
  const { free, any } = usePoolCount();
  if (!plan.license) return <span className={styles.none}>{t.notLicensing}</span>;
  if (!any) return <span className={styles.none}>{t.noPool}</span>;
  return (
    <>
      {plan.batch ?? t.anyPool}
      <span>
        <Mono strong>{format.count(free)}</Mono> {t.free}
      </span>
    </>
  );
};

export const AddBoard = () => {
  const t = useText(bench).plan;
  const { choosePort } = useSurroundings();
  const { serial } = useBrowser();
  return (
    <>
      <VirtualAdder size="small" />
      {serial === 'yes' ? (
        <Button
          kind="primary"
          size="small"
          icon={<Plug size={14} strokeWidth={1.75} />}
          onClick={() => void choosePort()}
        >
          {t.addBoard}
        </Button>
      ) : null}
    </>
  );
};

export const PlanBar = ({ edit }: { edit: () => void }) => {
  const t = useText(bench).plan;
  const format = useFormats();
  const plan = useBenchView((view) => view.plan);
  const firmware = useFirmwareWords();
  const { free } = usePoolCount();
  return (
    <section className={styles.bar} aria-label={t.label}>
      <button type="button" className={styles.narrow} onClick={edit}>
        <span>
          <b>{firmware.name}</b>
          <p>{plan.license ? t.freeCount(free) : t.notLicensing}</p>
        </span>
        <ChevronRight size={18} strokeWidth={1.75} aria-hidden="true" />
      </button>
      <Cell caption={t.firmware}>
        {firmware.name}
        {firmware.row ? <span>{format.bytes(firmware.row.facts.size)}</span> : null}
      </Cell>
      <Cell caption={t.pool}>
        <PoolCell />
      </Cell>
      <Cell caption={t.speed}>
        <Mono strong>{format.count(plan.baud)}</Mono>
        <span>{t.baud}</span>
      </Cell>
      <Cell caption={t.start}>{plan.startByItself ? t.byItself : t.byHand}</Cell>
      <div className={styles.actions}>
        <Button size="small" className={styles.edit} onClick={edit}>
          {t.edit}
        </Button>
        <AddBoard />
      </div>
    </section>
  );
};
