/** Who keeps the ports from this page, and where to look at it. */
import { bench } from '../../../i18n/en/bench';
import { useText } from '../../../i18n/use-text';
import { Mono } from '../../../ui/text';
import { type BrowserFacts, useBrowser } from '../../parts/bench-context';
import styles from './empty-bench.module.css';

/** Where a browser lists the policies in force; a page may not open such an address, so it is shown. */
const policiesOf = (name: string): string => {
  const [brand = ''] = name.split(' ');
  if (brand === 'Firefox') return 'about:policies';
  return `${['Edge', 'Opera', 'Brave'].includes(brand) ? brand.toLowerCase() : 'chrome'}://policy`;
};

export const Policies = () => <Mono className={styles.flag}>{policiesOf(useBrowser().name)}</Mono>;

export const WhyBlocked = ({ by }: { by: NonNullable<BrowserFacts['serialBlocked']> }) => {
  const t = useText(bench).browser;
  return (
    <>
      {t.serialBlockedNote[by]} {by === 'policy' ? <Policies /> : null}
    </>
  );
};
