/** Language and look, what is stored and where, the virtual boards on the table, which version this is. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { settings } from '../../i18n/en/settings';
import { shell } from '../../i18n/en/shell';
import { type Language, languages } from '../../i18n/languages';
import { useLanguage, useText } from '../../i18n/use-text';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { Engraved, PageTitle } from '../../ui/text';
import { showToast } from '../../ui/toast';
import { useBrowser } from '../parts/bench-context';
import { chooseLanguage, chooseTheme, type Theme, theme } from '../parts/preferences';
import { BoardsPanel } from './boards-panel';
import { CloudPanel } from './cloud-panel';
import styles from './settings.module.css';
import { StoragePanel } from './storage-panel';

const Look = () => {
  const t = useText(settings);
  const { chunkMissing } = useText(shell);
  const language = useLanguage();
  const chosen = useStore(theme);
  const speak = (next: Language) => void chooseLanguage(next).catch(() => showToast(chunkMissing));
  const themes: readonly Theme[] = ['system', 'light', 'dark'];
  return (
    <Panel title={t.look}>
      <div className={styles.fields}>
        <div>
          <Engraved>{t.language}</Engraved>
          <Segmented
            label={t.language}
            value={language}
            choices={(Object.keys(languages) as Language[]).map((value) => ({ value, label: languages[value].name }))}
            onChange={speak}
          />
        </div>
        <div>
          <Engraved>{t.theme}</Engraved>
          <Segmented
            label={t.theme}
            value={chosen}
            choices={themes.map((value) => ({ value, label: t.themes[value] }))}
            onChange={chooseTheme}
          />
        </div>
      </div>
    </Panel>
  );
};

const Rows = ({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) => (
  <dl className={styles.rows}>
    {rows.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

const About = () => {
  const t = useText(settings);
  const { version, build, name, system } = useBrowser();
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t.version, version],
    [t.build, build],
    [t.browser, `${name}, ${system}`],
    [t.license, t.licenseNote],
    [
      t.notices,
      <a key="notices" href="/notices.txt" target="_blank" rel="noreferrer">
        {t.noticesNote}
      </a>,
    ],
  ];
  return (
    <Panel title={t.about} flush>
      <Rows rows={rows.filter(([, value]) => value !== '')} />
    </Panel>
  );
};

export const SettingsScreen = () => {
  const t = useText(settings);
  return (
    <div className={styles.settings}>
      <PageTitle>{t.title}</PageTitle>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Look />
          <StoragePanel />
          <BoardsPanel />
          <About />
        </div>
        <div className={styles.column}>
          <CloudPanel />
          <Panel title={t.data} flush>
            <Rows rows={t.dataRows} />
          </Panel>
        </div>
      </div>
    </div>
  );
};
