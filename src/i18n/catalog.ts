/** One catalog per screen, so that a screen brings its own words. */
export type CatalogName =
  | 'shell'
  | 'bench'
  | 'facts'
  | 'problems'
  | 'licenses'
  | 'firmware'
  | 'packages'
  | 'console'
  | 'sending'
  | 'log'
  | 'logFolder'
  | 'hex'
  | 'air'
  | 'settings'
  | 'devices'
  | 'cloud'
  | 'products'
  | 'certificate'
  | 'pairing'
  | 'bind'
  | 'bluetooth'
  | 'notOpened'
  | 'recipes'
  | 'day'
  | 'tour'
  | 'demo'
  | 'copies'
  | 'builds'
  | 'catalogues'
  | 'flashTools';

/** All words of one language but English. */
export type Translation = Readonly<Record<CatalogName, object>>;

/** The English words of one screen, and the name under which other languages keep theirs. */
export interface Catalog<Words> {
  name: CatalogName;
  words: Words;
}

/** English is the source: its shape is what the compiler asks of every other language. */
export const catalog = <Words extends object>(name: CatalogName, words: Words): Catalog<Words> => ({ name, words });

export type WordsOf<C> = C extends Catalog<infer Words> ? Words : never;
