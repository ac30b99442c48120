/** The faults of serial-measured, section 4 on make-believe Beken boards. */
import { createBekenFamily } from '../../src/chips/beken/family';
import { bekenTiming } from '../bench/beken-floor';
import { hopeless, spoils } from './answers';
import { type Bed, chipRow, type Fault } from './chip-rows';
import { latencies, type Row } from './row';

const { erase64kMs, erase4kMs, page256Ms } = bekenTiming;
const timing = { erase64kMs, erase4kMs, page256Ms };

const beds: readonly Bed[] = [
  { chip: 't5ai', flashBytes: 0x800000 },
  { chip: 't3', flashBytes: 0x400000 },
  { chip: 'bk7231n', flashBytes: 0x200000 },
].map(({ chip, flashBytes }) => ({
  chip: chip as Bed['chip'],
  flashBytes,
  family: () => createBekenFamily(),
  timing,
  blankTail: false,
}));

/** Longer than anything is waited for. */
const lateMs = 9000;
const lost = ['port.lost'];

/** Reset, LinkChecks, register, flash id: the ten bytes behind them are the change of speed. */
const pulledAtSpeedChange = 60;

const faults: Readonly<Record<string, () => Fault>> = {
  ...Object.fromEntries(
    Object.entries(spoils(lateMs)).map(([name, spoil]) => [`answers ${name}`, () => ({ rom: { spoil: spoil() } })]),
  ),
  'no checksum ever right': () => ({
    rom: { spoil: hopeless },
    ends: ['flash.write-failed', 'flash.verify-failed'],
    lasting: true,
  }),
  'cable pulled in the handshake': () => ({ habits: { pullCableAt: 12 }, ends: lost }),
  'cable pulled at the change of speed': () => ({ habits: { pullCableAt: pulledAtSpeedChange }, ends: lost }),
  'cable pulled while erasing': () => ({ habits: { pullCableAt: 1200 }, ends: lost }),
  'cable pulled while writing': () => ({ habits: { pullCableAt: 20_000 }, ends: lost }),
  'chip resets when the port is opened anew': () => ({ habits: { rtsIsReset: true } }),
  'speed refused by the chip': () => ({ rom: { twin: { fastest: 460_800 } } }),
  'unknown flash': () => ({ rom: { twin: { flashId: 0x159999 } } }),
  'flash id in a short frame': () => ({ rom: { twin: { miscountsFlashId: true } } }),
  'register echoed with one more': () => ({ rom: { twin: { echoesOneMore: true } } }),
  'from 0x11000': () => ({ job: { start: 0x11000, size: 0xc000 } }),
  'from 0x1234': () => ({ job: { start: 0x1234, size: 0xc000 } }),
  'ends off a sector': () => ({ job: { start: 0x10000, size: 0xc123 } }),
  'ends on a block': () => ({ job: { start: 0x10000, size: 0x10000 } }),
  'one byte': () => ({ job: { start: 0x1ffff, size: 1 } }),
};

export const bekenRows = (): Row[] =>
  beds.flatMap((bed) =>
    latencies.flatMap((latencyMs) =>
      Object.entries(faults).map(([name, fault]) => chipRow(bed, latencyMs, name, fault())),
    ),
  );
