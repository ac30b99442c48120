/**
 * What the boards of before taught: which family to ask first, and how fast a line is. A port's own experience counts
 * before that of all adapters of its kind; the kind's survives a reload. Nothing here may hold up a board: a storage
 * that fails has nothing to tell.
 */
import { adapterId } from '../../model/line-speed';
import { adapterOf, rememberAdapter } from '../../records/adapters';
import type { AdapterRow, BenchDatabase } from '../../records/database';
import type { SeenPort } from './outside';

export type Met = Omit<AdapterRow, 'id'>;

const ofPorts = new WeakMap<SeenPort['port'], Met>();

export const recall = async ({ port, usb }: SeenPort, db: BenchDatabase): Promise<Met> => {
  const kept = usb && (await adapterOf(db, adapterId(usb)).catch(() => undefined));
  return { ...kept, ...ofPorts.get(port) };
};

export const learn = async ({ port, usb }: SeenPort, db: BenchDatabase, learned: Met): Promise<void> => {
  ofPorts.set(port, { ...ofPorts.get(port), ...learned });
  if (usb) await rememberAdapter(db, adapterId(usb), learned).catch(() => {});
};
