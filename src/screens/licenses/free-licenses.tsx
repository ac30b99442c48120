/** Where a license comes from when there is no order yet: the way through the vendor's console, click by click. */
import { licenses } from '../../i18n/en/licenses';
import { tour } from '../../i18n/en/tour';
import { useText } from '../../i18n/use-text';
import { Evidence } from '../../ui/text';
import styles from './free-licenses.module.css';

export const FreeLicenses = () => {
  const t = useText(tour).free;
  const { paste } = useText(licenses);
  return (
    <section className={styles.free}>
      <h3>{t.title}</h3>
      <ol>
        {t.steps.map((step) => (
          <li key={step}>{step.replace('{}', paste)}</li>
        ))}
      </ol>
      <Evidence>{t.once}</Evidence>
    </section>
  );
};
