/**
 * The seam between the bench and a board: the part of Web Serial's `SerialPort` that we use. `navigator.serial` and
 * `virtual/` both give it; nothing above can tell them apart.
 */
export type Port = Pick<SerialPort, 'open' | 'close' | 'readable' | 'writable' | 'setSignals' | 'getInfo'> & {
  /** Not told by older browsers. */
  readonly connected?: boolean;
};
