/** What cannot be had again is taken down before it is erased: the license in the ledger, the radio's calibration beside it. */
import type { ChipSession } from '../../chips/chip';
import type { BoardLayout } from '../../model/board-layout';
import type { EraseWish, FlashSpan, Irreplaceable } from '../../model/erase';
import type { License } from '../../model/license';
import { factoryDefaultMac, isLive } from '../../model/license-rules';
import { BenchError } from '../../model/problem';
import { isBlank } from '../../protocols/images/blank';
import { overlap, sectorsOf, storesOf } from '../../protocols/stores/store';
import { licenseOfMac } from '../../records/license-questions';
import { keepMeasured } from '../stations/calibration';
import { readLicense } from '../stations/license-dialogue';
import { holderOf, macOf, staysTheirs, takeDown } from '../stations/stores/book-stores';
import { type HeldStore, lookAtStores, storesOfBoard } from '../stations/stores/look-at-stores';
import { fastLoader } from './fast-loader';
import type { ToolContext } from './tool';

export interface Kept {
  license?: License;
  radio?: true;
  /** License stores with something in them that go. */
  stores: readonly HeldStore[];
  lost: readonly Irreplaceable[];
}

const isHit = (region: { offset: number; size: number }, spans: readonly FlashSpan[]): boolean =>
  spans.some((span) => overlap(span, sectorsOf(region)));

/** Throws `erase.radio-not-kept`, `storage.failed`. */
const keepRadio = async (
  context: ToolContext,
  session: ChipSession,
  { spans, anyway = [] }: EraseWish,
): Promise<'kept' | 'lost' | undefined> => {
  const { calibration, facts } = session;
  await keepMeasured(session, context);
  if (!calibration || !isHit({ offset: calibration.offset, size: calibration.bytes.length }, spans)) return undefined;
  if (isBlank(calibration.bytes)) return undefined;
  // With a MAC of its own it is kept under that.
  if (facts.mac && facts.mac !== factoryDefaultMac) return 'kept';
  if (!anyway.includes('radio')) throw new BenchError('erase.radio-not-kept', { at: calibration.offset });
  return 'lost';
};

/** Firmware that keeps silent once may have been heard badly. */
const askTimes = 2;

const isOfBoard = (fault: unknown): boolean => fault instanceof BenchError && /^(board|console)[.]/.test(fault.code);

/** `none`: its own firmware says so. Where it says nothing, what it said before or was given here. */
const askFirmware = async (context: ToolContext): Promise<License | 'none' | undefined> => {
  const { hands, signal, lane, learned } = context;
  for (let times = 0; times < askTimes; times++) {
    try {
      const shell = await hands.boot(signal);
      await shell.wake(signal);
      const device = await readLicense(shell, signal, lane.view.chip?.chip);
      if (device.kind === 'none') return 'none';
      // One-time memory is not erased; what the store holds beside it nobody can tell.
      if (device.kind === 'valid') return device.place === 'otp' ? undefined : device.license;
    } catch (fault) {
      if (!isOfBoard(fault)) throw fault;
    }
  }
  return learned.license ?? learned.read;
};

/** The license that a lost store may have held is known already where this erase was begun before. */
const keptBefore = async (context: ToolContext): Promise<boolean> => {
  const { db, virtual, lane } = context;
  const uuid = lane.view.unfinished?.erase?.uuid;
  const mac = macOf(context);
  const own = uuid && mac ? await licenseOfMac(db, mac, virtual) : undefined;
  return own !== undefined && isLive(own) && own.uuid === uuid;
};

/** Of Beken chips: what their store holds is sealed with it. */
const keyLabel = 'kv key';

const licenseStores = async (
  context: ToolContext,
  session: ChipSession,
  layout: BoardLayout,
  regions: readonly { label: string; offset: number; size: number }[],
  spans: readonly FlashSpan[],
): Promise<HeldStore[]> => {
  const keyGoes = regions.some((region) => region.label === keyLabel && isHit(region, spans));
  const known = storesOfBoard(layout, []).filter(({ kind }) => kind === 'license');
  const hit = known.filter((store) => keyGoes || isHit(store, spans));
  return lookAtStores(session, hit, context.signal);
};

/** Throws `erase.license-not-kept` {why, uuid, owner}. */
const keepLicense = async (context: ToolContext, license: License): Promise<'kept' | 'not-ours'> => {
  if (!(await staysTheirs(context, license))) return 'not-ours';
  await takeDown(context, license);
  return 'kept';
};

const whyNot = async (context: ToolContext, license: License) => {
  const mac = macOf(context);
  if (!mac || mac === factoryDefaultMac) return { why: 'no-mac', uuid: license.uuid };
  const holder = await holderOf(context, license.uuid);
  const owner = holder?.mac && holder.mac !== mac ? { owner: holder.mac } : {};
  return { why: 'not-ours', uuid: license.uuid, ...owner };
};

/**
 * The session is another one afterwards where the board's own firmware had to be asked. Throws `erase.license-not-kept`
 * {why: `unread`, `no-table`, `no-mac`, `not-ours`; uuid, owner}, `erase.radio-not-kept` {at} and `storage.failed`:
 * nothing is erased by then.
 */
export const keepBefore = async (
  context: ToolContext,
  found: ChipSession,
  board: { layout: BoardLayout; regions: readonly { label: string; offset: number; size: number }[] },
  wish: EraseWish,
): Promise<{ session: ChipSession; kept: Kept }> => {
  const { anyway = [], spans } = wish;
  const { layout, regions } = board;
  const radio = await keepRadio(context, found, wish);
  const lost: Irreplaceable[] = radio === 'lost' ? ['radio'] : [];
  const withRadio = radio === 'kept' ? { radio: true as const } : {};
  let stores: readonly HeldStore[] = [];
  const goes = (session: ChipSession) => ({
    session,
    kept: { ...withRadio, stores, lost: [...lost, 'license' as const] },
  });
  const nothing = (session: ChipSession) => ({ session, kept: { ...withRadio, stores, lost } });
  /** The last word of a person; else the question. */
  const orAsk = (details: { why: string; uuid?: string; owner?: string }) => {
    if (!anyway.includes('license')) throw new BenchError('erase.license-not-kept', details);
  };

  const keepTold = async (license: License | undefined) => {
    if (!license) return nothing(found);
    if ((await keepLicense(context, license)) === 'kept')
      return { session: found, kept: { ...withRadio, stores, lost } };
    orAsk(await whyNot(context, license));
    return goes(found);
  };

  const isMapped = storesOf(layout.partitions).length > 0 || layout.table === 'read';
  if (!isMapped && !(await keptBefore(context))) {
    orAsk({ why: 'no-table' });
    return goes(found);
  }
  stores = await licenseStores(context, found, layout, regions, spans);
  const flashBytes = found.facts.flashBytes ?? 0;
  const hasPlace = storesOf(layout.partitions).some(({ offset, size }) => offset + size <= flashBytes);
  // A chip whose map says nothing of this flash may have it anywhere.
  if (layout.fixed && !hasPlace) return keepTold(context.learned.read);
  if (stores.length === 0) return nothing(found);
  const readable = stores.flatMap(({ content }) => (content.holds === 'license' ? [content.license] : []));
  const [first, ...others] = readable;
  const told = readable.length === stores.length ? first : await askFirmware(context);
  const session = readable.length === stores.length ? found : await fastLoader(context);
  if (told === 'none') return nothing(session);
  if (!told) {
    if (await keptBefore(context)) return nothing(session);
    orAsk({ why: 'unread' });
    return goes(session);
  }
  // Two stores may hold two: what the ledger does not take for this board's is asked about, not erased.
  for (const license of [told, ...others.filter(({ uuid }) => uuid !== told.uuid)]) {
    if ((await keepLicense(context, license)) === 'kept') continue;
    orAsk(await whyNot(context, license));
    return goes(session);
  }
  return { session, kept: { ...withRadio, stores, lost, license: told } };
};
