/** What was erased, what was kept of it, and what comes next. */
import { flashTools } from '../../../i18n/en/flash-tools';
import { useFormats, useText } from '../../../i18n/use-text';
import type { Erased } from '../../../model/erase';
import { StateGlyph } from '../../../ui/state-glyph';
import styles from './flash-tools.module.css';

export const ErasedLine = ({ erased: { bytes, license, radio, lost, bootless } }: { erased: Erased }) => {
  const t = useText(flashTools).erased;
  const format = useFormats();
  const next = [
    radio && t.radio,
    license && t.license(license.uuid),
    lost.includes('license') && t.lostLicense,
    lost.includes('radio') && t.lostRadio,
    bootless && t.flash,
  ].filter((words) => typeof words === 'string');
  return (
    <div className={styles.result} role="status">
      <StateGlyph state="proven" size={14} />
      <div>
        <h4>{t.title(format.bytes(bytes))}</h4>
        {next.length > 0 ? <p>{next.join(t.space)}</p> : null}
      </div>
    </div>
  );
};
