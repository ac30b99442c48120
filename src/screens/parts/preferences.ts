/** Language, theme and the pace of virtual boards: kept in localStorage, where `first-paint.js` finds the theme before anything is drawn. */
import { createStore } from 'zustand/vanilla';
import { spoken } from '../../i18n/language';
import { firstLanguage, type Language, languages } from '../../i18n/languages';
import { speak } from '../../i18n/speaking/speak';
import { type BoardSpeed, boardSpeeds } from '../../model/board-habits';

export type Theme = 'system' | 'light' | 'dark';

const keys = { theme: 'bindery.theme', language: 'bindery.language', speed: 'bindery.board-speed' } as const;

export const theme = createStore<Theme>(() => 'system');

/** Of the virtual boards that are put on the table from now on. */
export const boardSpeed = createStore<BoardSpeed>(() => boardSpeeds[0]);

/** Storage may be closed to us; then a choice lasts as long as the page. */
const remember = (key: string, value: string): void => {
  try {
    localStorage.setItem(key, value);
  } catch {}
};

const recall = (key: string): string | undefined => {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
};

const systemIsDark = () => matchMedia('(prefers-color-scheme: dark)');

/** What is on screen now, whoever chose it. */
export const shownTheme = (): 'light' | 'dark' => {
  const chosen = theme.getState();
  if (chosen !== 'system') return chosen;
  return themeOfSystem();
};

/** What the button chooses next: the other look, then the one the system has, then whatever the system has. */
export const nextTheme = (chosen: Theme, system: 'light' | 'dark'): Theme => {
  const other = system === 'light' ? 'dark' : 'light';
  if (chosen === 'system') return other;
  return chosen === other ? system : 'system';
};

export const themeOfSystem = (): 'light' | 'dark' => (systemIsDark().matches ? 'dark' : 'light');

const paint = (): void => {
  document.documentElement.dataset.theme = shownTheme();
};

export const chooseTheme = (chosen: Theme): void => {
  theme.setState(chosen, true);
  remember(keys.theme, chosen);
  paint();
};

export const chooseBoardSpeed = (speed: BoardSpeed): void => {
  boardSpeed.setState(speed, true);
  remember(keys.speed, String(speed));
};

/** Rejects when the words cannot be fetched; the page then stays as it is. */
export const chooseLanguage = async (language: Language): Promise<void> => {
  await speak(language);
  remember(keys.language, language);
};

/** Before the first render: the theme at once, the words as soon as they are here. */
export const beginPreferences = async (): Promise<void> => {
  const known = recall(keys.theme);
  if (known === 'light' || known === 'dark') theme.setState(known, true);
  const pace = boardSpeeds.find((speed) => String(speed) === recall(keys.speed));
  if (pace) boardSpeed.setState(pace, true);
  paint();
  systemIsDark().addEventListener('change', paint);
  const mark = () => {
    document.documentElement.lang = languages[spoken.getState().language].tag;
  };
  spoken.subscribe(mark);
  await speak(firstLanguage(recall(keys.language), navigator.languages)).catch(() => speak('en'));
  mark();
};
