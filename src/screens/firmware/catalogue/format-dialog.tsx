/** The form of a catalogue, for whoever wants to offer one. */
import { catalogues } from '../../../i18n/en/catalogues';
import { useText } from '../../../i18n/use-text';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Table } from '../../../ui/table';
import { Mono } from '../../../ui/text';
import styles from './catalogue.module.css';

const example = `{
  "bindery": "catalogue",
  "version": 1,
  "name": "Lamp workshop",
  "firmware": [
    {
      "manifest": "lamp/manifest.json",
      "readme": "lamp/README.md"
    },
    {
      "name": "Switch",
      "version": "1.0.2",
      "image": "switch_QIO_1.0.2.bin",
      "chips": ["T5AI"],
      "sha256": "9f86d081…0f00a08"
    }
  ]
}`;

export const FormatDialog = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const t = useText(catalogues);
  return (
    <Dialog
      wide
      open={open}
      onClose={onClose}
      title={t.formatTitle}
      closeLabel={t.close}
      actions={<Button onClick={onClose}>{t.close}</Button>}
    >
      <div className={styles.format}>
        <p>{t.formatLead}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <pre className={styles.readMe} tabIndex={0} translate="no">
          {example}
        </pre>
        <Table dense label={t.formatTitle}>
          <thead>
            <tr>
              <th scope="col">{t.formatField}</th>
              <th scope="col">{t.formatMeaning}</th>
            </tr>
          </thead>
          <tbody>
            {t.formatFields.map(([field, meaning]) => (
              <tr key={field}>
                <td className={styles.field}>
                  <Mono>{field}</Mono>
                </td>
                <td>{meaning}</td>
              </tr>
            ))}
          </tbody>
        </Table>
        <p>{t.formatNote}</p>
      </div>
    </Dialog>
  );
};
