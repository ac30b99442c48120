/** What a lane says of its board once part of the flash is gone: nothing that was proved by what is not there any more. */
import { factoryDefaultMac } from '../../model/license-rules';
import type { LaneView } from '../../model/run';
import type { EraseEffect } from '../../protocols/erase/effect';
import { calibrationsOfBoard } from '../../records/calibrations';
import { rememberBoard } from '../run/remember-board';
import type { ToolContext } from './tool';

/** The license is in the store, not in one-time memory. */
const isInStore = ({ onBoard }: LaneView): boolean => !(onBoard?.kind === 'has' && onBoard.place === 'otp');

export const tellErased = async (context: ToolContext, effect: EraseEffect): Promise<void> => {
  const { lane, learned, plan, db, virtual } = context;
  const { view } = lane;
  const bootless = !effect.boots && view.layout?.boots !== undefined;
  const licenseGone = effect.stores.some(({ kind }) => kind === 'license') && isInStore(view);
  if (effect.radio) {
    const mac = learned.mac === factoryDefaultMac ? undefined : learned.mac;
    const offers = mac ? await calibrationsOfBoard(db, mac, virtual) : [];
    lane.set({ calibration: { state: 'blank', ...(mac && { owner: mac }), offers } }, 'soon');
  }
  if (licenseGone) {
    delete learned.read;
    delete learned.license;
    // Storage that takes no note of it costs nothing: the board says so itself when it is met next.
    await rememberBoard(context, { noLicense: true }).catch(() => undefined);
    lane.set({ onBoard: { kind: 'none' }, license: undefined, device: undefined, wasBound: undefined }, 'soon');
  }
  if (bootless) {
    delete learned.placed;
    lane.set({ app: undefined, written: undefined, chip: view.chip && { ...view.chip, blank: true } }, 'soon');
  }
  if (!licenseGone && !bootless) return;
  lane.lay(plan, 'flash');
  lane.set({ state: 'ready', current: undefined });
};
