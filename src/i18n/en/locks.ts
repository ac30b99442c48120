/** What was burned into a chip for good, and what follows from it. */
import type { Details } from '../../model/problem';
import { told } from '../details';

const names: Readonly<Record<string, string>> = {
  'secure-boot': 'secure boot',
  'flash-encryption': 'flash encryption',
};

const list = (d: Details): string[] => told(d, 'locks')?.split(' ') ?? [];

/** `secure boot and flash encryption`; nothing on an open chip. */
export const lockNames = (d: Details): string | undefined =>
  list(d)
    .map((lock) => names[lock] ?? lock)
    .join(' and ') || undefined;

const whyNoWrite = (d: Details): string =>
  list(d).includes('flash-encryption')
    ? 'It would decrypt an ordinary image into nonsense and never start again'
    : 'It starts only what its owner signed, and with another image it might never start again';

export const lockProblems = {
  'board.closed': {
    title: (d: Details) =>
      told(d, 'why') === 'no-download'
        ? 'The loader of this chip is switched off for good'
        : `${told(d, 'chip') ?? 'This chip'} is in secure download mode`,
    what: (d: Details) =>
      told(d, 'why') === 'no-download'
        ? 'An eFuse keeps everybody from its flash over this cable, so the bench can neither recognise nor write it. It was not changed, and runs its application.'
        : 'Its loader tells no MAC, reads nothing back and proves nothing, so the bench could not say which board it wrote or whether. It was not changed, and runs its application again.',
  },
  'board.locked': {
    title: (d: Details) => `${told(d, 'chip') ?? 'This chip'} has ${lockNames(d) ?? 'a lock'}`,
    what: (d: Details) =>
      told(d, 'verb') === 'erase'
        ? 'Without what is in its flash now such a board never starts again. Nothing was erased.'
        : `${whyNoWrite(d)}. Nothing was written; a plan without flashing still gives it a license and binds it.`,
  },
};
