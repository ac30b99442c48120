/** Writes a copy as an image is written: what is there already is not sent, the chip proves it, a broken write is noted. */
import type { ChipSession } from '../../chips/chip';
import type { FlashWork } from '../../model/flash-work';
import { factoryDefaultMac } from '../../model/license-rules';
import type { UnfinishedWrite } from '../../model/unfinished-write';
import type { Span } from '../../protocols/stores/store';
import { noteOf } from '../run/step';
import { whileNoted } from '../stations/note-write';
import { type Carried, writeSparing } from '../stations/stores/write-sparing';
import type { Copy } from './read-copy';
import type { ToolContext } from './tool';

export interface ToPut {
  bytes: Uint8Array;
  around: readonly Span[];
  carried: readonly Carried[];
}

/** Throws what `ChipSession.write` throws. What the lane told of program and license is of the flash before. */
export const writeCopy = async (
  context: ToolContext,
  session: ChipSession,
  { name, sha256, offset }: Pick<Copy, 'name' | 'sha256' | 'offset'>,
  { bytes, around, carried }: ToPut,
  copy: NonNullable<UnfinishedWrite['copy']>,
): Promise<FlashWork> => {
  const { lane, signal, told } = context;
  const { mac } = session.facts;
  const note = (context.learned.note ??= noteOf(context, mac === factoryDefaultMac ? undefined : mac));
  const image = { sha256, name, total: bytes.length, copy };
  lane.set({ app: undefined, onBoard: undefined, license: undefined, wasBound: undefined, written: undefined });
  context.learned.read = undefined;
  return whileNoted(context, note, image, (noted) =>
    writeSparing(
      session,
      { bytes, address: offset },
      { around, carried },
      (progress) => {
        noted(progress);
        told({ phase: progress.phase, done: progress.done, total: progress.total });
      },
      signal,
    ),
  );
};
