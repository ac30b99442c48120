/** How a board behaves when it is not simply good. All default to off. */
export interface BoardHabits {
  /** IO0 is not wired: it restarts into its application, and into the loader only while BOOT is held (`holdBoot`). */
  silentUntilBootHeld?: boolean;
  /** Comes with this license in its flash. */
  licensed?: { uuid: string; authKey: string };
  /** Reports the factory default MAC in `read_mac`. */
  factoryMac?: boolean;
  /** Two empty lines from `auth-read`: the license is in OTP. */
  otpOnly?: { uuid: string; authKey: string };
  /** FTDI-style 16 ms. */
  slowAdapter?: boolean;
  /** A log line this often, ms, cutting into everything. */
  noisyLogMs?: number;
  /** The Nth byte from the board, counted from power-on, is lost. */
  loseByte?: number;
  /** The cable is pulled when the host has sent this many bytes. */
  pullCableAt?: number;
  /** Power goes after `auth` was executed and before its answer. */
  powerLossAfterAuth?: boolean;
  /** Power goes when `auth` has arrived and before it is executed. */
  powerLossBeforeAuth?: boolean;
  /** Console of the firmware until mid 2025 (authorize-cli, section 1): no log switch, LF ignored, MAC in the log only. */
  oldFirmware?: boolean;
}
