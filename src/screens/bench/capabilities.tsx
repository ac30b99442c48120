/** What this browser can do here, and what is missing and why. Missing things are never errors. */
import { useState } from 'react';
import { bench } from '../../i18n/en/bench';
import { useText } from '../../i18n/use-text';
import { TextButton } from '../../ui/button';
import { type GlyphState, StateGlyph } from '../../ui/state-glyph';
import { Engraved } from '../../ui/text';
import { useBrowser, useSurroundings } from '../parts/bench-context';
import styles from './empty-bench.module.css';

const Capability = ({ state, title, children }: { state: GlyphState; title: string; children: React.ReactNode }) => {
  const { states } = useText(bench);
  const label = state === 'proven' || state === 'left-out' || state === 'yours' ? states[state] : undefined;
  return (
    <li>
      <StateGlyph state={state} size={16} label={label} />
      <h3>{title}</h3>
      <p>{children}</p>
    </li>
  );
};

const Serial = () => {
  const t = useText(bench).browser;
  const { name, system, serial } = useBrowser();
  if (serial === 'yes')
    return (
      <Capability state="proven" title={t.serial}>
        {t.serialYes(name, system)}
      </Capability>
    );
  const why = { no: t.serialElsewhere(name), insecure: t.serialInsecure, phone: t.serialPhone }[serial];
  return (
    <Capability state="left-out" title={t.serialNo}>
      {why}
    </Capability>
  );
};

const Offline = () => {
  const t = useText(bench).browser;
  const { offline } = useBrowser();
  const words = {
    yes: [t.offline, t.offlineYes, 'proven'],
    soon: [t.offlineSoon, t.offlineSoonNote, 'ahead'],
    no: [t.offlineNo, t.offlineNoNote, 'left-out'],
  } as const;
  const [title, note, state] = words[offline];
  return (
    <Capability state={state} title={title}>
      {note}
    </Capability>
  );
};

const Storage = () => {
  const t = useText(bench).browser;
  const { storage } = useBrowser();
  const { askToKeep } = useSurroundings();
  const [refused, setRefused] = useState(false);
  if (storage === 'kept')
    return (
      <Capability state="proven" title={t.storage}>
        {t.storageYes}
      </Capability>
    );
  return (
    <Capability state="yours" title={t.storageMaybe}>
      {refused ? (
        t.storageRefused
      ) : (
        <TextButton onClick={() => void askToKeep().then((kept) => setRefused(!kept))}>{t.askToKeep}</TextButton>
      )}
    </Capability>
  );
};

export const Capabilities = () => {
  const t = useText(bench).browser;
  return (
    <section className={styles.browser}>
      <h2 className={styles.caption}>
        <Engraved>{t.title}</Engraved>
      </h2>
      <ul className={styles.capabilities}>
        <Serial />
        <Offline />
        <Storage />
      </ul>
    </section>
  );
};
