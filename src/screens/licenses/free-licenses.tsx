/** Where a license comes from when there is no order yet: the way through the vendor's console, click by click. */
import { licenses } from '../../i18n/en/licenses';
import { tour } from '../../i18n/en/tour';
import { useText } from '../../i18n/use-text';
import { TextLink } from '../../ui/button';
import { Evidence } from '../../ui/text';
import styles from './free-licenses.module.css';

const platform = 'platform.tuya.com';

/** What is told to be gone to can be gone to: another tab, so that the steps stay in sight. */
const Linked = ({ text }: { text: string }) => {
  const [before = '', ...after] = text.split(platform);
  if (after.length === 0) return text;
  return (
    <span>
      {before}
      <TextLink href={`https://${platform}`} target="_blank" rel="noreferrer">
        {platform}
      </TextLink>
      {after.join(platform)}
    </span>
  );
};

export const FreeLicenses = () => {
  const t = useText(tour).free;
  const { paste } = useText(licenses);
  return (
    <section className={styles.free}>
      <h3>{t.title}</h3>
      <ol>
        {t.steps.map((step) => (
          <li key={step}>
            <Linked text={step.replace('{}', paste)} />
          </li>
        ))}
      </ol>
      <Evidence>{t.once}</Evidence>
    </section>
  );
};
