/** The virtual boards that can be put on the table: one that behaves, and the stubborn ones people learn from. */
import type { BoardHabits, VirtualChip } from '../../model/board-habits';
import { handMoves, hasOtp } from '../../model/chip';
import { own } from '../../model/own';

const letters = (count: number): string =>
  [...crypto.getRandomValues(new Uint8Array(count))].map((byte) => (byte % 36).toString(36)).join('');

/** Made up here and now; no cloud knows it. */
const madeUp = () => ({ uuid: `demo${letters(16)}`, authKey: `DEMOKEY${letters(25).toUpperCase()}` });

/** The network that virtual boards are told to join, as a stubborn one meets it. */
const workshop = { ssid: 'Workshop-2G', password: 'there-is-no-radio' } as const;

/** By the key that names the habit in `PortView.virtual`. */
export const virtualHabits: Readonly<Record<string, () => BoardHabits>> = {
  plain: () => ({}),
  silent: () => ({ silentUntilBootHeld: true }),
  licensed: () => ({ licensed: madeUp() }),
  secondSlot: () => ({ brought: 'second-slot' }),
  foreignTable: () => ({ brought: 'foreign-table' }),
  factoryMac: () => ({ factoryMac: true }),
  powerInOtp: () => ({ powerLossInOtp: true }),
  wipedRadio: () => ({ wipedRadio: true }),
  otpOnly: () => ({ otpOnly: madeUp() }),
  slow: () => ({ slowAdapter: true }),
  late: () => ({ latencyMs: 16 }),
  fastest: () => ({ fastestBaud: 230_400 }),
  rtsReset: () => ({ rtsIsReset: true }),
  opened: () => ({ resetsAtOpen: true }),
  noisy: () => ({ noisyLogMs: 40 }),
  // In the middle of the shell's answers rather than of the ROM's, which would only be asked once more.
  lostByte: () => ({ loseByte: 4000 }),
  // Less than the smallest application.
  cable: () => ({ pullCableInWrite: 0x2000 }),
  powerAfter: () => ({ powerLossAfterAuth: true }),
  powerBefore: () => ({ powerLossBeforeAuth: true }),
  wrongLicense: () => ({ licensed: madeUp(), unissued: true }),
  onCable: () => ({ onCable: true }),
  noWifi: () => ({ wifi: { only: [] } }),
  wrongPassword: () => ({ wifi: { only: [{ ...workshop, password: 'changed-last-night' }] } }),
  fiveGhz: () => ({
    wifi: {
      only: [
        { ...workshop, band: '5' },
        { ssid: 'Workshop-IoT', password: 'two-point-four' },
      ],
    },
  }),
  locked: () => ({ brought: 'second-slot', locks: ['secure-boot', 'flash-encryption'] }),
  silentRadio: () => ({ bluetooth: { silentAt: 'device-info' } }),
};

/** By the way the chip is brought into its loader: what only one family can do, or only a chip with such memory. */
const isEsp = (chip: VirtualChip): boolean => handMoves[chip] === 'hold-boot';
const only: Readonly<Record<string, (chip: VirtualChip) => boolean>> = {
  secondSlot: isEsp,
  foreignTable: isEsp,
  locked: isEsp,
  wipedRadio: (chip) => !isEsp(chip),
  powerInOtp: hasOtp,
  otpOnly: hasOtp,
};

/** Those that are more than a word on a board of this chip. */
export const habitsFor = (chip: VirtualChip): readonly string[] =>
  Object.keys(virtualHabits).filter((habit) => own(only, habit)?.(chip) ?? true);
