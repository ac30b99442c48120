/** Paste, read, look, take over: nothing is kept until somebody has seen what it changes. */
import Braces from 'lucide-react/icons/braces';
import { products } from '../../i18n/en/products';
import { useText } from '../../i18n/use-text';
import type { Product } from '../../model/product';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { StateGlyph } from '../../ui/state-glyph';
import { FileButton } from '../parts/file-button';
import { PasteBox } from '../parts/paste-box';
import { ImportLook } from './import-look';
import styles from './products.module.css';
import type { useImport } from './use-import';

export const modelFiles = '.json';

export const ImportPanel = ({
  work,
  own,
  shown,
  onNew,
  onInto,
}: {
  work: ReturnType<typeof useImport>;
  own: readonly Product[];
  /** PID of the product on screen, when it is one's own. */
  shown: string | undefined;
  /** Takes the product to the form that asks for what is missing. */
  onNew: (product: Product) => void;
  onInto: (product: Product) => void;
}) => {
  const all = useText(products);
  const t = all.import;
  const { state } = work;
  switch (state.kind) {
    case 'idle':
      return null;
    case 'pasting':
      return (
        <Panel title={t.pasteTitle}>
          <PasteBox
            label={t.pasteLabel}
            hint={t.pasteHint}
            check={t.check}
            leave={t.cancel}
            onCheck={work.takeText}
            onLeave={work.leave}
          />
        </Panel>
      );
    case 'reading':
      return (
        <Panel>
          <p role="status" className={styles.reading}>
            <StateGlyph state="working" />
            {t.reading(state.name)}
          </p>
        </Panel>
      );
    case 'refused': {
      const { refusal } = state;
      return (
        <Panel title={t.refusedTitle(state.name)} icon={<StateGlyph state="failed" />}>
          <div className={styles.form} role="status">
            <p>{refusal ? t.refusals[refusal.code]?.(refusal.path, refusal.facts) : t.tooBig}</p>
            <div className={styles.buttons}>
              <FileButton accept={modelFiles} onFiles={([file]) => file && void work.takeFile(file)}>
                {t.file}
              </FileButton>
              <Button onClick={work.paste}>{t.paste}</Button>
              <Button kind="quiet" onClick={work.leave}>
                {all.close}
              </Button>
            </div>
          </div>
        </Panel>
      );
    }
    case 'read':
      return (
        <Panel title={state.name} icon={<Braces size={16} strokeWidth={1.75} aria-hidden="true" />}>
          <ImportLook looked={state} own={own} shown={shown} onNew={onNew} onInto={onInto} onLeave={work.leave} />
        </Panel>
      );
  }
};
