/** All checks of the pre-flight, with the ways out of what is missing. */
import { recipes } from '../../../i18n/en/recipes';
import { useText } from '../../../i18n/use-text';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import styles from './preflight.module.css';
import { PreflightList } from './preflight-list';
import type { Preflight } from './use-preflight';

export const PreflightDialog = ({
  preflight: { checks, again },
  board,
  close,
  editPlan,
}: {
  preflight: Preflight;
  /** Whose checks these are, where several boards are there. */
  board?: string;
  close: () => void;
  editPlan: () => void;
}) => {
  const t = useText(recipes).preflight;
  const edit = () => {
    close();
    editPlan();
  };
  return (
    <Dialog
      open
      onClose={close}
      title={t.title}
      closeLabel={t.close}
      actions={
        <>
          <Button onClick={again}>{t.again}</Button>
          <Button kind="primary" onClick={edit}>
            {t.editPlan}
          </Button>
        </>
      }
    >
      {board ? <h3 translate="no">{board}</h3> : null}
      <p className={styles.lead}>{t.lead}</p>
      <PreflightList checks={checks ?? []} editPlan={edit} />
      <p className={styles.lead}>{t.tokenNote}</p>
    </Dialog>
  );
};
