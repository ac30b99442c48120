/** How a component gets its words and numbers in the language on screen. */
import { useStore } from 'zustand';
import type { Catalog } from './catalog';
import { type Formats, formats } from './format';
import { spoken } from './language';
import type { Language } from './languages';

/** `const t = useText(bench)`, then `t.chooseAPort` or `t.boards(3)`. */
export const useText = <Words extends object>(catalog: Catalog<Words>): Words =>
  // The compiler has checked in `zh/` that both have one shape; it cannot see it through the name.
  useStore(spoken, ({ words }) => (words?.[catalog.name] as Words | undefined) ?? catalog.words);

export const useLanguage = (): Language => useStore(spoken, ({ language }) => language);

/** Numbers, sizes and times as people of that language write them. */
export const useFormats = (): Formats => formats(useLanguage());
