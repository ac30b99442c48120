/** The language on screen. */
import { createStore } from 'zustand/vanilla';
import type { Translation } from './catalog';
import type { Language } from './languages';

/** `words` is missing in English, whose words travel with the screens that use them. */
export interface Spoken {
  language: Language;
  words?: Translation;
}

export const spoken = createStore<Spoken>(() => ({ language: 'en' }));
