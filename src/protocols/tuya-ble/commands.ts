/** Commands by their numbers, and in whose mode each is answered (ble-pairing, sections 6 and 7). */

export const commands = {
  deviceInfo: 0x0000,
  pair: 0x0001,
  state: 0x0003,
  unbind: 0x0005,
  reset: 0x0006,
  networkStatus: 0x001e,
  dpSet: 0x0027,
  /** A report that answers a query, and any report while the device has no clock. */
  dpAnswer: 0x8006,
  /** A report with its time. */
  dpReport: 0x8007,
  channelDown: 0x801b,
  channelUp: 0x801c,
  specialDown: 0x801e,
  specialUp: 0x801f,
} as const;

/** One byte after `pair`. */
export const pairResults = { paired: 0, wrongId: 1, alreadyBound: 2 } as const;

/** One byte after `unbind` and `reset`; it is 1 that means well. */
export const releaseDone = 1;

const inModeOfRequest: readonly number[] = [commands.deviceInfo, commands.pair, commands.unbind, commands.reset];

/** Comes in the device's own mode, 12 unbound and 15 bound, whichever mode was asked in; and only once it is paired. */
export const answeredInOwnMode = (command: number): boolean => !inModeOfRequest.includes(command);
