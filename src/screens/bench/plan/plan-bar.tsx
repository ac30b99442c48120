/** What is done to each board, in a row: product, firmware, where licenses come from, which network, what is missing. */
import Plug from 'lucide-react/icons/plug';
import type { ReactNode } from 'react';
import { bench } from '../../../i18n/en/bench';
import { recipes } from '../../../i18n/en/recipes';
import { useFormats, useText } from '../../../i18n/use-text';
import type { FirmwareRow } from '../../../model/firmware';
import { virtualSsid } from '../../../steps/run/preflight';
import { Button } from '../../../ui/button';
import { Engraved, Mono } from '../../../ui/text';
import { useBenchView, useBrowser, useStock } from '../../parts/bench-context';
import { useChoosePort } from '../../parts/choose-port';
import { useProducts } from '../../parts/use-products';
import { VirtualAdder } from '../../parts/virtual-adder';
import styles from './plan-bar.module.css';
import { firmwareName } from './plan-words';
import { PreflightCell } from './preflight-cell';
import { type PoolShare, poolShares } from './readiness';

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

const usePoolShares = (): readonly PoolShare[] => {
  const plan = useBenchView((view) => view.plan);
  const lanes = useBenchView((view) => view.lanes);
  const stock = useStock((all) => all);
  return poolShares(plan, stock, lanes);
};

/** Boards on the bench are all make-believe, so that what they have by themselves is what counts. */
const useAllVirtual = (): boolean =>
  useBenchView(({ lanes }) => lanes.length > 0 && lanes.every(({ port }) => port.virtual));

const useProductName = (): { name?: string; pid?: string } => {
  const pid = useBenchView(({ plan }) => plan.product);
  const product = useProducts().all?.find((each) => each.pid === pid);
  return { ...(pid && { pid }), ...(product && { name: product.name }) };
};

const ProductCell = () => {
  const t = useText(recipes).bar;
  const { name, pid } = useProductName();
  const allVirtual = useAllVirtual();
  if (pid)
    return (
      <>
        {name}
        <Mono pale={Boolean(name)}>{pid}</Mono>
      </>
    );
  return <span className={styles.none}>{allVirtual ? t.asBuilt : `${t.noProduct}, ${t.noProductNote}`}</span>;
};

const PoolCell = () => {
  const { plan: t, virtual: words } = useText(bench);
  const format = useFormats();
  const plan = useBenchView((view) => view.plan);
  const shares = usePoolShares();
  if (!plan.license) return <span className={styles.none}>{t.notLicensing}</span>;
  if (shares.every(({ any }) => !any)) return <span className={styles.none}>{t.noPool}</span>;
  return (
    <>
      {shares.every(({ virtual }) => virtual) ? t.virtualPool : (plan.batch ?? t.anyPool)}
      {shares.map(({ virtual, free, takes }) => (
        <span key={String(virtual)}>
          <Mono strong>{format.count(free)}</Mono> {t.free}
          {virtual && shares.length > 1 ? ` ${words.word}` : ''}
          {takes > 0 ? `, ${t.takes(takes)}` : ''}
        </span>
      ))}
    </>
  );
};

const WifiCell = () => {
  const t = useText(recipes).bar;
  const plan = useBenchView((view) => view.plan);
  const held = useBenchView(({ ssids }) => plan.ssid !== undefined && ssids.includes(plan.ssid));
  const allVirtual = useAllVirtual();
  if (!plan.pair) return <span className={styles.none}>{t.leftOut}</span>;
  if (plan.pairBy === 'qr') return <span className={styles.none}>{t.byPhone}</span>;
  if (!allVirtual && !plan.ssid) return <span className={styles.none}>{t.noWifi}</span>;
  return (
    <>
      {allVirtual ? virtualSsid : plan.ssid}
      <span>{allVirtual || held ? t.band : t.noPassword}</span>
    </>
  );
};

export const AddBoard = () => {
  const t = useText(bench).plan;
  const { choose, secondWay } = useChoosePort();
  const { serial } = useBrowser();
  return (
    <>
      <VirtualAdder size="small" />
      {secondWay}
      {serial === 'yes' ? (
        <Button kind="primary" size="small" icon={<Plug size={14} strokeWidth={1.75} />} onClick={choose}>
          {t.addBoard}
        </Button>
      ) : null}
    </>
  );
};

/** On a narrow screen: the plan in two lines, a way into it. */
const Narrow = ({ edit }: { edit: () => void }) => {
  const t = useText(bench).plan;
  const plan = useBenchView((view) => view.plan);
  const firmware = useFirmwareWords();
  const free = usePoolShares().reduce((sum, share) => sum + share.free, 0);
  const { name, pid } = useProductName();
  const licenses = plan.license ? t.freeCount(free) : t.notLicensing;
  return (
    <button type="button" className={styles.narrow} onClick={edit}>
      <span>
        <b>{name ?? pid ?? firmware.name}</b>
        <p>{pid ? t.summary(firmware.name, licenses) : licenses}</p>
      </span>
    </button>
  );
};

export const PlanBar = ({ edit }: { edit: () => void }) => {
  const t = useText(bench).plan;
  const words = useText(recipes).bar;
  const format = useFormats();
  const firmware = useFirmwareWords();
  return (
    <section className={styles.bar} aria-label={t.label}>
      <Narrow edit={edit} />
      <Cell caption={words.product}>
        <ProductCell />
      </Cell>
      <Cell caption={t.firmware}>
        {firmware.name}
        {firmware.row ? <span>{format.bytes(firmware.row.facts.size)}</span> : null}
      </Cell>
      <Cell caption={t.pool}>
        <PoolCell />
      </Cell>
      <Cell caption={words.wifi}>
        <WifiCell />
      </Cell>
      <PreflightCell edit={edit} />
      <div className={styles.actions}>
        <Button size="small" className={styles.edit} onClick={edit}>
          {t.edit}
        </Button>
        <AddBoard />
      </div>
    </section>
  );
};
