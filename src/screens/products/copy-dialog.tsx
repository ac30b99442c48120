/** Asks before an AuthKey leaves the ledger, says what that means for the license, and does it in that order. */
import { useRef, useState } from 'react';
import { short } from '../../i18n/details';
import { problems } from '../../i18n/en/problems';
import { products } from '../../i18n/en/products';
import { useText } from '../../i18n/use-text';
import type { LicenseRow } from '../../model/license';
import { BenchError } from '../../model/problem';
import { configBlock } from '../../protocols/product-model/write-product';
import { benchDatabase } from '../../records/database';
import { openLicense } from '../../records/license-questions';
import { giveUpLicense } from '../../records/licenses';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { showToast } from '../../ui/toast';
import { copySecret } from './copy-secret';
import styles from './products.module.css';

export const CopyDialog = ({ pid, license, onClose }: { pid: string; license: LicenseRow; onClose: () => void }) => {
  const all = useText(products);
  const t = all.config;
  const of = useText(problems).of;
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { uuid, mac, state } = license;
  /** A second try after a clipboard that refused must not spend it twice. */
  const spent = useRef(state !== 'free');
  const copy = async () => {
    setBusy(true);
    try {
      const db = benchDatabase();
      const block = configBlock(pid, await openLicense(db, uuid));
      // First the ledger, then the clipboard: a license marked for nothing is lost money, one on two boards is worse.
      if (!spent.current) await giveUpLicense(db, { uuid, now: Date.now() });
      spent.current = true;
      await copySecret(block);
      showToast(t.copiedSecret);
      onClose();
    } catch (fault) {
      setProblem(fault instanceof BenchError ? of[fault.code].title(fault.details) : t.notCopied);
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.askTitle}
      closeLabel={all.close}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button kind="danger" disabled={busy} onClick={() => void copy()}>
            {t.copyNow}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{t.ask(short(uuid) ?? '')}</p>
        <p>{mac ? t.askOnBoard(mac) : t.askFree}</p>
        {problem ? <p role="alert">{problem}</p> : null}
      </div>
    </Dialog>
  );
};
