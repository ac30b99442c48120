/** What the browser's system did to a device, for tests to look at in order. Bytes are only counted: they may hold secrets. */
export type Sight =
  | { kind: 'connected' }
  /** It did not answer, or the host gave up before it did. */
  | { kind: 'refused' }
  | { kind: 'notifications'; on: boolean }
  | { kind: 'write'; size: number; acknowledged: boolean }
  /** An acknowledged operation while another of its kind was under way. */
  | { kind: 'overlap' }
  /** A notification that nobody had asked for. */
  | { kind: 'unheard' }
  | { kind: 'disconnected'; by: 'host' | 'device' | 'distance' };
