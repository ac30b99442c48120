/**
 * Bluetooth as the bench needs it: find a device, connect, write, hear. The real one is the browser's, on the other side
 * of the worker line; the make-believe one lies beside the virtual boards. Neither knows what the bytes mean.
 */

/** As the browser's chooser takes it: a device fits when it fits one of the filters. */
export interface RadioFilter {
  /** 16-bit numbers of services that are advertised. */
  services?: readonly number[];
  /** Company of the manufacturer data, and the first bytes behind it. */
  company?: number;
  dataPrefix?: Uint8Array;
}

export interface Radio {
  /**
   * A device that fits one of the filters. A person may have to choose it in the browser's list: then `asking` tells the
   * number of the question, and `list` that of a list that he has open already. Rejects with `radio.none-chosen`, `radio.not-found`, `browser.no-bluetooth` or the reason of
   * the signal.
   */
  find(
    filters: readonly RadioFilter[],
    signal: AbortSignal,
    asking?: (question: number) => void,
    list?: number,
  ): Promise<RadioDevice>;
}

export interface RadioDevice {
  readonly id: string;
  /** As it advertises itself; may be empty or mangled (ble-pairing, section 2). */
  readonly name: string;
  /**
   * Connected, services found, notifications on. Rejects with `radio.connect-failed`, `radio.no-service` or the reason
   * of the signal; leaves no link behind when it rejects.
   */
  connect(signal: AbortSignal): Promise<RadioLink>;
}

/** One connection. */
export interface RadioLink {
  /** One acknowledged write of at most 244 bytes, never two at a time. Rejects with `radio.lost`. */
  write(bytes: Uint8Array): Promise<void>;
  /** Notifications in order, also those that came before anybody listened. */
  listen(heard: (bytes: Uint8Array) => void): void;
  /** Settles when the link is gone, with who ended it. Never rejects. */
  readonly closed: Promise<'device' | 'host'>;
  close(): Promise<void>;
}
