/** A way for other programs to reach a virtual board: what every door can do, whatever stands in front of it. */
import type { AskedWire, PortBoard } from '../virtual/parts/wire';

/** The side of the board that a door talks to. */
export type BoardSide = Pick<PortBoard, 'receive' | 'lines' | 'hostBaud' | 'takesBaud' | 'opened'> &
  Pick<AskedWire, 'chipBaud'>;

export interface Door {
  /** For the line that says what is offered. */
  readonly offer: string;
  /** As the chip sent them, at that speed in baud: whoever listens at another hears noise. */
  toHost(bytes: Uint8Array, sentAt: number): void;
  /** The cable is pulled: whoever is connected is thrown out. */
  unplug(): void;
  plug(): void;
  close(): void;
}

/** Told to a person in one line; the program ends with this code. */
export class DoorError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
