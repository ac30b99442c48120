/** The fetching of words that are not English. */
import type { Translation } from '../catalog';
import { spoken } from '../language';
import type { Language } from '../languages';

const load: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Translation>>> = {
  zh: async () => (await import('../zh')).zh,
};

/** Resolves when the words are here; a chunk that cannot be fetched leaves the language as it was, and rejects. */
export const speak = async (language: Language): Promise<void> => {
  spoken.setState(language === 'en' ? { language } : { language, words: await load[language]() }, true);
};
