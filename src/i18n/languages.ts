/** A further language is a row here, a folder like `zh/` and a line in `language.ts`. */
export const languages = {
  en: { name: 'English', tag: 'en' },
  zh: { name: '中文', tag: 'zh-CN' },
} as const;

export type Language = keyof typeof languages;

/** The person's choice first, then the first language of the browser that we have. */
export const firstLanguage = (chosen: string | undefined, browser: readonly string[]): Language => {
  const known = (tag: string | undefined): Language | undefined =>
    (Object.keys(languages) as Language[]).find((language) => language === tag?.toLowerCase().split('-')[0]);
  return known(chosen) ?? browser.map(known).find((language) => language !== undefined) ?? 'en';
};
