/** The flash of a board into a file, as it is read. Changes nothing on the board. */
import { sha256 } from '@noble/hashes/sha2.js';
import type { BackupMade, BackupRow } from '../../model/backup';
import { factoryDefaultMac } from '../../model/license-rules';
import { BenchError } from '../../model/problem';
import { backupName } from '../../protocols/backup/backup-name';
import { toHex } from '../../protocols/digest/digest';
import { noteBackup } from '../../records/backups';
import { type FileBeingWritten, intoHeld, intoPicked } from '../../records/held-files';
import { layoutOf } from '../stations/board-layout';
import { macOf } from '../stations/stores/book-stores';
import { lookAtStores, storesOfBoard } from '../stations/stores/look-at-stores';
import { fastLoader } from './fast-loader';
import { holdsOf } from './holds';
import type { Tool, ToolContext } from './tool';

/** Throws `firmware.beyond-flash`. */
const stretchOf = (flashBytes: number, offset: number, size: number): { offset: number; size: number } => {
  if (offset < 0 || size <= 0 || offset + size > flashBytes)
    throw new BenchError('firmware.beyond-flash', { part: 'image', end: offset + size, flashBytes });
  return { offset, size };
};

/** Whose copy it is, where that can be said: a MAC that many boards bear says nothing. */
const ownMac = (context: ToolContext) => {
  const mac = macOf(context);
  return mac === factoryDefaultMac ? undefined : mac;
};

const uuidOf = ({ lane, learned }: ToolContext): string | undefined => {
  const { onBoard } = lane.view;
  return learned.read?.uuid ?? (onBoard?.kind === 'has' ? onBoard.uuid : undefined);
};

const readInto = async (
  file: FileBeingWritten,
  read: (take: (bytes: Uint8Array) => Promise<void>) => Promise<void>,
) => {
  const hash = sha256.create();
  try {
    await read(async (bytes) => {
      hash.update(bytes);
      await file.write(bytes);
    });
    await file.finish();
  } catch (fault) {
    await file.giveUp();
    throw fault;
  }
  return toHex(hash.digest());
};

export const backup: Tool<'backup'> = {
  async run(context, ask): Promise<BackupMade> {
    const { db, virtual, signal, told, now, newId } = context;
    const session = await fastLoader(context);
    const { facts } = session;
    const flashBytes = facts.flashBytes ?? 0;
    const { offset, size } = stretchOf(flashBytes, ask.offset ?? 0, ask.size ?? flashBytes - (ask.offset ?? 0));
    const layout = await layoutOf(session, signal);
    const held = await lookAtStores(session, storesOfBoard(layout, []), signal);
    const [mac, at, uuid] = [ownMac(context), now(), uuidOf(context)];
    const of = { chip: facts.chip, mac, offset, size, flashBytes, at };
    const name = ask.into?.name ?? backupName(of);
    const id = ask.into ? undefined : newId();
    const file = ask.into ? await intoPicked(ask.into) : await intoHeld(id ?? name, name, at);
    told({ phase: 'reading', done: 0, total: size });
    const digest = await readInto(file, (take) =>
      session.readTo(offset, size, take, (done) => told({ phase: 'reading', done, total: size }), signal),
    );
    const row: BackupRow = {
      sha256: digest,
      name,
      chip: facts.chip,
      ...(mac && { mac }),
      ...(uuid && { uuid }),
      virtual,
      offset,
      size,
      flashBytes,
      at,
    };
    await noteBackup(db, row);
    return {
      ...row,
      ...(id && { held: id }),
      holds: holdsOf(held, session.calibration?.bytes, layout, { from: offset, to: offset + size }),
      ...(facts.locks?.includes('flash-encryption') && { encrypted: true }),
    };
  },
};
