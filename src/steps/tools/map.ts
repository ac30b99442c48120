/** A look at the flash of a board: what lies where, what starts, and what the plan would do to it. Writes nothing. */
import type { ChipSession } from '../../chips/chip';
import type { BoardLayout } from '../../model/board-layout';
import type { FlashLook, RadioSeen, StoreSeen } from '../../model/flash-look';
import { factoryDefaultMac } from '../../model/license-rules';
import { namedRegions } from '../../protocols/flash-layout/named-regions';
import { layoutOf } from '../stations/board-layout';
import { type HeldStore, lookAtStores, storesOfBoard } from '../stations/stores/look-at-stores';
import { fastLoader } from './fast-loader';
import { plannedWrite } from './planned-write';
import type { Tool } from './tool';

const storeSeen = ({ kind, label, offset, size, content }: HeldStore): StoreSeen => ({
  kind,
  label,
  offset,
  size,
  ...(content.holds === 'license' && { uuid: content.license.uuid }),
});

const radioSeen = ({ facts }: ChipSession, { calibration }: BoardLayout): RadioSeen | undefined =>
  calibration && {
    ...calibration,
    state: facts.mac && facts.mac !== factoryDefaultMac ? 'measured' : 'uncalibrated',
  };

export const map: Tool<'map'> = {
  async run(context): Promise<FlashLook> {
    const { lane, signal, told } = context;
    const session = await fastLoader(context);
    const { facts } = session;
    told({ phase: 'reading', done: 0, total: 0 });
    const layout = await layoutOf(session, signal);
    const flashBytes = facts.flashBytes ?? 0;
    const held = await lookAtStores(session, storesOfBoard(layout, []), signal);
    const radio = radioSeen(session, layout);
    const { boots } = layout;
    const planned = context.plan.flash ? await plannedWrite(context, session, layout, held) : undefined;
    lane.set({ layout }, 'soon');
    return {
      ...(facts.mac && { mac: facts.mac }),
      flashBytes,
      layout,
      regions: namedRegions(layout, facts.chip, flashBytes),
      stores: held.map(storeSeen),
      ...(radio && { radio }),
      ...(boots && {
        boots: { slot: boots.label, offset: boots.offset, ...(boots.program && { program: boots.program }) },
      }),
      ...(planned && { planned }),
    };
  },
};
