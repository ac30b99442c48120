import { type ChipId, type ChipLock, chipNames } from './chip';

/** How many times as fast as life a virtual board may do all it does; the first is how it comes. */
export const boardSpeeds = [1, 3, 10] as const;
export type BoardSpeed = (typeof boardSpeeds)[number];

/**
 * second-slot    TuyaOpen's table, an old program in both slots, and the second one starts, as after an update
 * foreign-table  its application slots lie elsewhere
 * factory        a factory application, which starts, and two slots for updates
 */
export type BroughtFlash = 'second-slot' | 'foreign-table' | 'factory';

/** There is a virtual board of every chip the bench knows. */
export type VirtualChip = ChipId;
export const virtualChips = Object.keys(chipNames) as [VirtualChip, ...VirtualChip[]];

/** How a board behaves when it is not simply good. All default to off. */
export interface BoardHabits {
  /**
   * A line is not wired, so that no program brings it into its loader: IO0 of a chip that has it, where a restart leads into
   * the application; the reset itself of one that has not. A hand does (`holdBoot`).
   */
  silentUntilBootHeld?: boolean;
  /** Comes with this license in its flash. */
  licensed?: { uuid: string; authKey: string };
  /** Comes with an old program, `old_lamp` 0.9.0, in a flash that is laid out like this; blank if not said. */
  brought?: BroughtFlash;
  /** No cloud has ever issued the license it came with. */
  unissued?: boolean;
  /** Reports the factory default MAC in `read_mac`. */
  factoryMac?: boolean;
  /** A Beken board whose radio was erased: calibration and MAC are gone. */
  wipedRadio?: boolean;
  /** Two empty lines from `auth-read`: the license is in OTP. */
  otpOnly?: { uuid: string; authKey: string };
  /**
   * Burned for good: what its eFuses say, and what its loader then refuses. `no-download` is an ESP32's: its loader does
   * not come any more.
   */
  locks?: readonly (ChipLock | 'secure-download' | 'no-download')[];
  /**
   * An ESP32 whose slow clock runs this many times as fast as it should: its ROM takes the crystal for another, and every
   * speed it is asked for is off by as much. 1 if not said.
   */
  slowClock?: number;
  /**
   * Hangs at the chip's own USB-Serial/JTAG: no adapter, and a reset of the core alone, which the watchdogs of its program
   * outlive.
   */
  ownUsb?: boolean;
  /** RTS goes straight to the reset pin, so that opening the port at another speed resets the chip. */
  rtsIsReset?: boolean;
  /** The driver moves the lines so that each opening of the port resets the chip. */
  resetsAtOpen?: boolean;
  /** The adapter has no speed beyond this, baud: the port does not open at it. */
  fastestBaud?: number;
  /** FTDI-style 16 ms. */
  slowAdapter?: boolean;
  /** Of the adapter, each way: 0 to 16. */
  latencyMs?: number;
  /** A log line this often, ms, cutting into everything. */
  noisyLogMs?: number;
  /** The Nth byte from the board, counted from power-on, is lost. */
  loseByte?: number;
  /** The cable is pulled when the host has sent this many bytes. */
  pullCableAt?: number;
  /** The cable is pulled when the loader has put this many bytes into the flash, however few went over the line for them. */
  pullCableInWrite?: number;
  /** Power goes after `auth` was executed and before its answer. */
  powerLossAfterAuth?: boolean;
  /** Power goes in the middle of a write to one-time memory. */
  powerLossInOtp?: boolean;
  /** Prints nothing when it has written to one-time memory. */
  quietOtp?: boolean;
  /** Power goes when `auth` has arrived and before it is executed. */
  powerLossBeforeAuth?: boolean;
  /** Console of the firmware until mid 2025 (authorize-cli, section 1): no log switch, LF ignored, MAC in the log only. */
  oldFirmware?: boolean;
  /** Its Bluetooth, where it differs. */
  bluetooth?: BluetoothHabits;
  /**
   * It has Wi-Fi and no cable: nothing before somebody configures it. `only` names the networks in range; without it any
   * network will do. A board without this habit hangs on a cable besides.
   */
  wifi?: { only?: readonly NetworkInRange[] };
  /** On the table: has its network by a cable from the start, so that it can be bound by QR code. */
  onCable?: boolean;
}

export interface BluetoothHabits {
  /** Of ble-pairing, section 10, where 4 is its second table; 2 if not said, 1 with `oldFirmware`. */
  generation?: 1 | 2 | 3 | 4;
  /** ATT MTU of its links; 256 if not said. Below 168 no device info gets through. */
  mtu?: number;
  /** Answers neither this step nor those behind it. */
  silentAt?: 'device-info' | 'pair' | 'config';
  /**
   * How its answer to a reset fares on a slow link: seven seconds late, lost on a link that stays, or overtaken by the
   * hang-up (ble-pairing, section 10). The reset is done each time.
   */
  resetAnswer?: 'late' | 'lost' | 'overtaken';
  /** Advertises the name as the first generation does: `BLE` and two zero bytes. */
  mangledName?: boolean;
  /** Firmware built without it. */
  off?: boolean;
}

export interface NetworkInRange {
  ssid: string;
  /** Empty: an open network. */
  password: string;
  /** 2.4 GHz if not said; the boards hear no other. */
  band?: '2.4' | '5';
  /** 6 and -50 dBm if not said. */
  channel?: number;
  rssi?: number;
  /** Its name is not in its beacons. */
  hidden?: true;
}
