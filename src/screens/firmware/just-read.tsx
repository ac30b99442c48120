/** What came of the files dropped last: one sentence each, the reason in words when one is refused. */
import { firmware } from '../../i18n/en/firmware';
import { packages } from '../../i18n/en/packages';
import { useFormats, useText } from '../../i18n/use-text';
import { startsAlone } from '../../model/firmware-choice';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { StateGlyph } from '../../ui/state-glyph';
import { Evidence } from '../../ui/text';
import type { AddedFile } from './add-firmware';
import styles from './firmware.module.css';
import { toldOf } from './firmware-told';
import { firmwareName, hexAddress } from './parts/firmware-facts';
import { useRefusal } from './parts/use-refusal';

const glyphs = { added: 'proven', already: 'left-out', refused: 'failed' } as const;

/** Green is for what can be used. */
const glyphOf = (file: AddedFile) => (file.kind === 'added' && !startsAlone(file.row) ? 'left-out' : glyphs[file.kind]);

export const JustRead = ({
  files,
  left,
  reading,
  onHide,
}: {
  files: readonly AddedFile[];
  /** Files beside a list that it does not name. */
  left: number;
  /** Files still being read. */
  reading: number;
  onHide: () => void;
}) => {
  const t = useText(firmware);
  const p = useText(packages);
  const why = useRefusal();
  const f = useFormats();
  const sentence = (file: AddedFile): string => {
    if (file.kind === 'refused') return why(file.problem);
    if (file.kind === 'added') {
      const { facts } = file.row;
      const names = facts.parts?.map(({ name, offset }) => `${name} (${hexAddress(offset)})`).join(', ');
      return [t.told(toldOf(facts, file.fileName)), names && p.partsTold(names)].filter(Boolean).join(p.between);
    }
    return t.already(firmwareName(file.row.facts, file.row.fileName), f.date(file.row.addedAt));
  };
  return (
    <Panel
      title={t.read}
      aside={
        <Button kind="quiet" size="small" onClick={onHide}>
          {t.hide}
        </Button>
      }
    >
      <div role="status">
        <ul className={styles.read}>
          {files.map((file, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: files of several folders may have one name
            <li key={at}>
              <StateGlyph state={glyphOf(file)} />
              <div>
                <p translate={file.kind === 'refused' ? undefined : 'no'}>{sentence(file)}</p>
                <Evidence>{file.fileName}</Evidence>
              </div>
            </li>
          ))}
          {left > 0 ? (
            <li>
              <StateGlyph state="left-out" />
              <p>{p.left(left)}</p>
            </li>
          ) : null}
          {reading > 0 ? (
            <li>
              <StateGlyph state="working" />
              <p>{t.reading(reading)}</p>
            </li>
          ) : null}
        </ul>
      </div>
    </Panel>
  );
};
