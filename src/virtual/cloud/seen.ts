/** A message between a device and the emulated cloud, as a person may see it. */
export interface SeenMessage {
  /** Milliseconds since 1970. */
  at: number;
  /** UUID or device id; empty at the register centre. */
  who: string;
  way: 'up' | 'down';
  /** Name of the call, topic or path. */
  where: string;
  /** JSON. */
  text: string;
}

/** Keys are handed out once, to the device: nobody else is shown them. */
export const withoutSecrets = (text: string): string =>
  text.replace(/("(?:secKey|localKey|authKey)":\s*")[^"]*"/g, '$1••••••"');
