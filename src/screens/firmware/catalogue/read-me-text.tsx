/** A read-me from elsewhere, as the text it is: no markup, no link. */
import { catalogues } from '../../../i18n/en/catalogues';
import { useText } from '../../../i18n/use-text';
import type { ReadMe } from '../../../model/catalogue';
import { hostOf } from '../../../protocols/catalogue/address';
import { Evidence } from '../../../ui/text';
import styles from './catalogue.module.css';
import { ProblemLine } from './problem-line';

export const ReadMeText = ({ name, readMe: { url, text, problem } }: { name: string; readMe: ReadMe }) => {
  const t = useText(catalogues);
  if (problem || text === undefined) return problem ? <ProblemLine problem={problem} /> : null;
  return (
    <section aria-label={t.readMeOf(name)}>
      <Evidence>
        {hostOf(url)}. {t.readMeFrom}
      </Evidence>
      {/* A box that scrolls must be reachable by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <pre className={styles.readMe} tabIndex={0} translate="no">
        {text.replaceAll('\r\n', '\n')}
      </pre>
    </section>
  );
};
