/** The radio side of a virtual board: what it advertises, and one connection at a time. */

export interface Advertisement {
  /** Both as they go on the air, at most 31 bytes. */
  adv: Uint8Array;
  scanResponse: Uint8Array;
}

/** Who connects: the page's make-believe radio, or a radio of the system in tests. */
export interface Central {
  /** One notification, already cut to what the link carries. */
  notified(bytes: Uint8Array): void;
  /** The device dropped the link. Never told after the central's own `disconnect`. */
  disconnected(): void;
}

export interface PeripheralLink {
  /** A write to the write characteristic; what the device makes of it comes as notifications, or not at all. */
  write(bytes: Uint8Array): void;
  disconnect(): void;
}

export interface Peripheral {
  /** Undefined while it does not advertise: connected, online, or without power. */
  advertisement(): Advertisement | undefined;
  /** Told when what it advertises has changed. The answer stops it. */
  watch(changed: () => void): () => void;
  /** Undefined when it does not take a connection now. */
  connect(central: Central): PeripheralLink | undefined;
}
