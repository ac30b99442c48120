/** What a tool for copies had to tell at its end. */
import { useState } from 'react';
import { copies } from '../../../i18n/en/copies';
import { useFormats, useText } from '../../../i18n/use-text';
import type { BackupMade, CopyHolds, CopyWritten } from '../../../model/backup';
import type { LaneView } from '../../../model/run';
import type { ToolResult } from '../../../model/tool';
import { dropHeldFile, heldFile } from '../../../records/held-files';
import { Button } from '../../../ui/button';
import { StateGlyph } from '../../../ui/state-glyph';
import { Mono } from '../../../ui/text';
import { useBench } from '../../parts/bench-context';
import { saveFile } from '../../parts/save-file';
import { ComparedView } from './compared-view';
import styles from './copies.module.css';
import { StoresView } from './stores-view';

/** A download of this page's own has its bytes by then, ms. */
const keptAfterSaving = 300_000;

const useHolds = () => {
  const t = useText(copies);
  return ({ license, wifi, radio }: CopyHolds): string =>
    [license && t.held.license, wifi && t.held.wifi, radio && t.held.radio].filter(Boolean).join(t.comma);
};

const Download = ({ held, name }: { held: string; name: string }) => {
  const t = useText(copies);
  const [gone, setGone] = useState(false);
  const save = async () => {
    const file = await heldFile(held);
    setGone(!file);
    if (!file) return;
    saveFile(name, file);
    setTimeout(() => void dropHeldFile(held), keptAfterSaving);
  };
  if (gone) return <p role="status">{t.gone}</p>;
  return (
    <div className={styles.buttons}>
      <Button onClick={() => void save()}>{t.download}</Button>
    </div>
  );
};

const Made = ({ made }: { made: BackupMade }) => {
  const t = useText(copies);
  const f = useFormats();
  const holds = useHolds()(made.holds);
  return (
    <div className={styles.result} role="status">
      <div className={styles.head}>
        <StateGlyph state="proven" size={14} />
        <h4>{t.made(made.name)}</h4>
      </div>
      <p>
        {t.madeWhat(f.bytes(made.size))} {holds ? t.holds(holds) : null} {made.encrypted ? t.encrypted : null}
      </p>
      <Mono pale className={styles.hash}>
        SHA-256 {made.sha256}
      </Mono>
      {made.held ? <Download held={made.held} name={made.name} /> : null}
    </div>
  );
};

const Written = ({ lane, written }: { lane: LaneView; written: CopyWritten }) => {
  const t = useText(copies).written;
  const f = useFormats();
  const { send } = useBench();
  return (
    <div className={styles.result} role="status">
      <div className={styles.head}>
        <StateGlyph state="proven" size={14} />
        <h4>{written.clone ? t.cloned : t.restored}</h4>
      </div>
      <p>
        {t.work(f.bytes(written.sent), f.bytes(written.kept))} {t.next}
      </p>
      <div className={styles.buttons}>
        <Button onClick={() => send({ kind: 'recognise', port: lane.port.id })}>{t.read}</Button>
      </div>
    </div>
  );
};

export const CopyResult = ({ lane, result }: { lane: LaneView; result: ToolResult }) => {
  switch (result.tool) {
    case 'backup':
      return <Made made={result} />;
    case 'compare':
      return <ComparedView lane={lane} compared={result} />;
    case 'restore':
    case 'clone':
      return <Written lane={lane} written={result} />;
    case 'inspect':
      return <StoresView look={result} />;
    default:
      return null;
  }
};
