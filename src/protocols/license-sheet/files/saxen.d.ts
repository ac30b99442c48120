/** The package brings no types; these are of its documentation, as far as it is used here. */
declare module 'saxen' {
  type Attributes = () => Readonly<Record<string, string>>;

  export class Parser {
    on(
      event: 'openTag',
      handle: (name: string, attributes: Attributes, decode: (text: string) => string, empty: boolean) => void,
    ): this;
    on(event: 'closeTag' | 'text' | 'cdata', handle: (text: string) => void): this;
    parse(xml: string): void;
  }
}
