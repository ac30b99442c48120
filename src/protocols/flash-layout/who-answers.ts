/**
 * Is the program that answers the one that was written? The chip's MD5 has shown that the slot holds the image; what is
 * left is whether that slot runs. Every image in the flash is a suspect, and what the board printed clears them one by
 * one.
 */
import type { AppSlot } from '../../model/board-layout';
import type { AppFacts } from '../../model/chip';
import type { Placement } from '../../model/placement';

export interface Answering {
  /** From the second-stage loader, bytes. */
  loadedFrom?: number;
  /** What ESP-IDF printed of the descriptor of what it started. */
  descriptor?: { name?: string; version?: string; elfDigits?: string };
  /** The application's own words. */
  app?: AppFacts;
}

/**
 * written    nothing but the image that was written can have said this: `by` its slot, its build, a name that no other
 *            image in the flash has, or because it is the only one
 * other      the image that was written cannot have said this; `by` is what gave it away
 * unclear    another image in the flash could have said all of it too
 */
export type Verdict =
  | { kind: 'written'; by: 'slot' | 'build' | 'name' | 'only' }
  | { kind: 'other'; by: 'slot' | 'build' | 'name'; expected: string; found: string }
  | { kind: 'unclear'; slot: string };

const hex = (value: number) => `0x${value.toString(16)}`;

const named = (name: string | undefined, version: string | undefined) => [name, version].filter(Boolean).join(' ');

/** What a descriptor says against what was printed of one; a field that either lacks clears nobody. */
const differs = (
  program: AppSlot['program'],
  heard: NonNullable<Answering['descriptor']>,
): 'build' | 'name' | undefined => {
  const { elfSha256, name, version } = program ?? {};
  if (elfSha256 && heard.elfDigits && !elfSha256.startsWith(heard.elfDigits)) return 'build';
  if ((name && heard.name && name !== heard.name) || (version && heard.version && version !== heard.version))
    return 'name';
  return undefined;
};

const holdsText = (image: Uint8Array, text: string): boolean => {
  const wanted = new TextEncoder().encode(text);
  for (let at = image.indexOf(wanted[0]!); at >= 0; at = image.indexOf(wanted[0]!, at + 1))
    if (wanted.every((byte, index) => image[at + index] === byte)) return true;
  return false;
};

/**
 * `image`: the bytes of the application that was written, where they are at hand. TuyaOpen's banner names the project, the descriptor the
 * platform it was linked into: the two are never held against each other, but a name that the banner prints is a
 * constant of the program.
 */
export const whoAnswers = (placement: Placement, image: Uint8Array | undefined, heard: Answering): Verdict => {
  const { slot, program, slots } = placement;
  const descriptor = heard.descriptor ?? {};
  if (heard.loadedFrom !== undefined && heard.loadedFrom !== slot.offset)
    return { kind: 'other', by: 'slot', expected: hex(slot.offset), found: hex(heard.loadedFrom) };
  const by = differs(program, descriptor);
  if (by === 'build') {
    const digits = descriptor.elfDigits ?? '';
    return { kind: 'other', by, expected: program.elfSha256?.slice(0, digits.length) ?? '', found: digits };
  }
  if (by === 'name') {
    const found = named(descriptor.name, descriptor.version);
    return { kind: 'other', by, expected: named(program.name, program.version), found };
  }
  const ownName = heard.app?.name;
  if (image && ownName && ownName !== descriptor.name && !holdsText(image, ownName))
    return { kind: 'other', by: 'name', expected: named(program.name, program.version), found: ownName };

  if (heard.loadedFrom === slot.offset) return { kind: 'written', by: 'slot' };
  // Its own digits, and not cleared above: they are those of the image.
  if (program.elfSha256 && descriptor.elfDigits) return { kind: 'written', by: 'build' };
  const others = slots.filter(({ offset, holds }) => offset !== slot.offset && holds === 'image');
  // The very same build in another slot is the program that was written, wherever it runs from.
  const strangers = others.filter((other) => !program.elfSha256 || other.program?.elfSha256 !== program.elfSha256);
  if (strangers.length === 0) return { kind: 'written', by: 'only' };
  const suspect = strangers.find((other) => !differs(other.program, descriptor));
  return suspect ? { kind: 'unclear', slot: suspect.label } : { kind: 'written', by: 'name' };
};
