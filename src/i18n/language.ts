/** The language on screen, and the fetching of words that are not English. */
import { createStore } from 'zustand/vanilla';
import type { Translation } from './catalog';
import type { Language } from './languages';

/** `words` is missing in English, whose words travel with the screens that use them. */
export interface Spoken {
  language: Language;
  words?: Translation;
}

export const spoken = createStore<Spoken>(() => ({ language: 'en' }));

const load: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Translation>>> = {
  zh: async () => (await import('./zh')).zh,
};

/** Resolves when the words are here; a chunk that cannot be fetched leaves the language as it was, and rejects. */
export const speak = async (language: Language): Promise<void> => {
  spoken.setState(language === 'en' ? { language } : { language, words: await load[language]() }, true);
};
