/** What this browser can do here, and what is missing and why. Missing things are never errors. */
import { type ReactNode, useEffect, useState } from 'react';
import { bench } from '../../../i18n/en/bench';
import { useText } from '../../../i18n/use-text';
import { TextButton } from '../../../ui/button';
import { type GlyphState, StateGlyph } from '../../../ui/state-glyph';
import { Engraved, Mono } from '../../../ui/text';
import { type BrowserFacts, type PageBluetooth, useBrowser, useSurroundings } from '../../parts/bench-context';
import styles from './empty-bench.module.css';
import { Policies, WhyBlocked } from './why-blocked';

const Capability = ({ state, title, children }: { state: GlyphState; title: string; children: ReactNode }) => {
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
  const { name, system, serial, serialBlocked } = useBrowser();
  if (serial === 'yes' && serialBlocked)
    return (
      <Capability state="yours" title={t.serialBlocked}>
        <WhyBlocked by={serialBlocked} />
      </Capability>
    );
  if (serial === 'yes' && system === 'Android')
    return (
      <Capability state="yours" title={t.serial}>
        {t.serialAndroid}
      </Capability>
    );
  if (serial === 'yes')
    return (
      <Capability state="proven" title={t.serial}>
        {name.startsWith('Firefox') ? t.serialForgets(name, system) : t.serialYes(name, system)}
      </Capability>
    );
  if (serial === 'off')
    return (
      <Capability state="yours" title={t.serialNo}>
        {t.serialOff(name)} <Policies />
      </Capability>
    );
  const why = { no: t.serialElsewhere(name), insecure: t.serialInsecure, phone: t.serialPhone }[serial];
  return (
    <Capability state="left-out" title={t.serialNo}>
      {why}
    </Capability>
  );
};

/** Asked again whenever the page comes back into view: an adapter is switched on outside of it. */
const useBluetooth = (radio: PageBluetooth | undefined) => {
  const [there, setThere] = useState<'yes' | 'no' | 'off' | undefined>(radio ? undefined : 'no');
  useEffect(() => {
    let left = false;
    const look = () =>
      void radio?.available().then(
        (answer) => left || setThere(answer),
        () => left || setThere('off'),
      );
    look();
    addEventListener('focus', look);
    return () => {
      left = true;
      removeEventListener('focus', look);
    };
  }, [radio]);
  return there;
};

/** Where a browser keeps Web Bluetooth behind a flag; a page may not open such an address, so it is shown. */
const flagOf = ({ name, system }: BrowserFacts): string | undefined => {
  if (name.startsWith('Brave')) return 'brave://flags/#brave-web-bluetooth-api';
  if (system !== 'Linux') return undefined;
  if (name.startsWith('Edge')) return 'edge://flags/#enable-web-bluetooth';
  if (name.startsWith('Opera')) return 'opera://flags/#enable-web-bluetooth';
  return name.startsWith('Chrome') ? 'chrome://flags/#enable-web-bluetooth' : undefined;
};

const WhyNoBluetooth = () => {
  const t = useText(bench).browser;
  const facts = useBrowser();
  const flag = flagOf(facts);
  if (facts.serial === 'insecure') return t.bluetoothInsecure;
  if (facts.system === 'iOS') return t.bluetoothIos;
  if (!flag) return t.bluetoothElsewhere(facts.name);
  return (
    <>
      {t.bluetoothFlag} <Mono className={styles.flag}>{flag}</Mono>
    </>
  );
};

const Bluetooth = () => {
  const t = useText(bench).browser;
  const there = useBluetooth(useSurroundings().radio);
  if (there === 'no')
    return (
      <Capability state="left-out" title={t.bluetoothNo}>
        <WhyNoBluetooth />
      </Capability>
    );
  if (there === 'off')
    return (
      <Capability state="yours" title={t.bluetoothOff}>
        {t.bluetoothOffNote}
      </Capability>
    );
  return (
    <Capability state={there ? 'proven' : 'ahead'} title={t.bluetooth}>
      {there ? t.bluetoothYes : null}
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
        <Bluetooth />
        <Offline />
        <Storage />
      </ul>
    </section>
  );
};
