/** The block for `tuya_config.h`, for people who build the license in. Its AuthKey is never on screen. */
import Copy from 'lucide-react/icons/copy';
import { useState } from 'react';
import { products } from '../../i18n/en/products';
import { useText } from '../../i18n/use-text';
import type { LicenseRow } from '../../model/license';
import type { Product } from '../../model/product';
import { configBlock } from '../../protocols/product-model/write-product';
import { Button } from '../../ui/button';
import { Checkbox, Select } from '../../ui/field';
import { Glass } from '../../ui/glass';
import { Mono, PanelTitle, Spoken } from '../../ui/text';
import { showToast } from '../../ui/toast';
import { CopyDialog } from './copy-dialog';
import styles from './products.module.css';
import { useLicenses } from './use-licenses';

const hidden = '••••••••••••';

const Line = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <div className={styles.define}>
    <Mono>#define</Mono> <Mono strong>{name}</Mono> <span>{children}</span>
  </div>
);

const LicensePicker = ({
  rows,
  chosen,
  onChoose,
}: {
  rows: readonly LicenseRow[];
  chosen: LicenseRow | undefined;
  onChoose: (uuid: string) => void;
}) => {
  const t = useText(products).config;
  if (rows.length === 0) return <p className={styles.configNote}>{t.noLicense}</p>;
  return (
    <Select label={t.license} value={chosen?.uuid ?? ''} onChange={({ target }) => onChoose(target.value)}>
      {rows.map(({ uuid, mac }) => (
        <option key={uuid} value={uuid}>
          {uuid}, {mac ? t.on(mac) : t.free}
        </option>
      ))}
    </Select>
  );
};

export const ConfigPanel = ({ product }: { product: Product }) => {
  const all = useText(products);
  const t = all.config;
  const licenses = useLicenses() ?? [];
  const [withLicense, setWithLicense] = useState(false);
  const [wanted, setWanted] = useState<string>();
  /** The one asked about: the list moves on as soon as it counts as spent. */
  const [asked, setAsked] = useState<LicenseRow>();
  const [problem, setProblem] = useState<string>();
  const license = licenses.find(({ uuid }) => uuid === wanted) ?? licenses[0];
  const included = withLicense ? license : undefined;
  const leftOut = <Mono>{t.leftOut}</Mono>;
  const copy = async () => {
    setProblem(undefined);
    if (included) return setAsked(included);
    try {
      await navigator.clipboard.writeText(configBlock(product.pid));
      showToast(t.copied);
    } catch {
      setProblem(t.notCopied);
    }
  };
  return (
    <>
      <Glass className={styles.config}>
        <header className={styles.configHead}>
          <PanelTitle>{t.title}</PanelTitle>
          <span className={styles.configNote}>{t.note}</span>
          <div className={styles.configButtons}>
            {product.virtual ? null : (
              <Checkbox
                label={t.withLicense}
                checked={withLicense}
                onChange={({ target }) => setWithLicense(target.checked)}
              />
            )}
            <Button
              size="small"
              icon={<Copy size={14} strokeWidth={1.75} aria-hidden="true" />}
              disabled={withLicense && !license}
              onClick={() => void copy()}
            >
              {t.copy}
            </Button>
          </div>
        </header>
        {withLicense ? <LicensePicker rows={licenses} chosen={license} onChoose={setWanted} /> : null}
        <div className={styles.defines}>
          <Line name="TUYA_PRODUCT_ID">
            <Mono strong>"{product.pid}"</Mono>
          </Line>
          <Line name="TUYA_OPENSDK_UUID">{included ? <Mono strong>"{included.uuid}"</Mono> : leftOut}</Line>
          <Line name="TUYA_OPENSDK_AUTHKEY">
            {included ? (
              <>
                <Mono>
                  <span aria-hidden="true">"{hidden}"</span>
                </Mono>
                <Spoken>{t.hidden}</Spoken>
              </>
            ) : (
              leftOut
            )}
          </Line>
        </div>
        {problem ? <p role="alert">{problem}</p> : null}
      </Glass>
      {/* On paper, like every dialog: inside the glass it would take on the dark. */}
      {asked ? (
        <CopyDialog
          pid={product.pid}
          license={asked}
          onClose={() => {
            setAsked(undefined);
            setWithLicense(false);
          }}
        />
      ) : null}
    </>
  );
};
