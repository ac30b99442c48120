/** A picture of the browser's own chooser, so that nobody meets it unprepared. It is not the chooser. */
import { bench } from '../../../i18n/en/bench';
import { useText } from '../../../i18n/use-text';
import { Evidence } from '../../../ui/text';
import { useBrowser } from '../../parts/bench-context';
import { BoardDrawing } from '../parts/board-drawing';
import styles from './empty-bench.module.css';

export const ChooserPicture = () => {
  const t = useText(bench).empty;
  const { host, grants } = useBrowser();
  return (
    <div className={styles.picture}>
      <div className={styles.drawing}>
        <BoardDrawing chip="T5AI" label={t.boardPicture} width={262} />
      </div>
      <figure className={styles.chooser} role="img" aria-label={t.chooserPicture}>
        <p className={styles.asks}>{t.chooserAsks(host)}</p>
        <p className={styles.row} data-picked="">
          USB-Enhanced-SERIAL-A CH342
          <span className={styles.number}>1</span>
        </p>
        <p className={styles.row}>USB-Enhanced-SERIAL-B CH342</p>
        <p className={styles.foot}>
          <span className={styles.fake}>{t.chooserCancel}</span>
          <span className={styles.fake} data-picked="">
            {t.chooserConnect}
          </span>
          <span className={styles.number}>2</span>
        </p>
      </figure>
      <Evidence className={styles.note}>{t.chooserNote[grants] + t.chooserTwo}</Evidence>
    </div>
  );
};
