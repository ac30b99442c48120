/**
 * A list that is taller than a browser lets anything be (some 17 million pixels): its box is only so tall, and a shift
 * says how far into the list the box has come. Small moves of the bar are rows, large ones are shares of the whole. Pure.
 */
export const tallestBox = 8_000_000;

export interface Scroll {
  /** Of the box. */
  top: number;
  /** What to add to a place in the box for the place in the list. */
  shift: number;
}

export interface Lengths {
  /** Of the whole list, and of what is seen of it. Pixels. */
  list: number;
  seen: number;
}

export const boxOf = ({ list }: Lengths): number => Math.min(list, tallestBox);

const within = (value: number, most: number): number => Math.min(Math.max(0, value), Math.max(0, most));

/** Where the box stands for a place in the list. */
export const standAt = (place: number, lengths: Lengths): Scroll => {
  const { list, seen } = lengths;
  const most = list - seen;
  const at = within(place, most);
  const box = boxOf(lengths);
  if (box === list) return { top: at, shift: 0 };
  const top = most > 0 ? (at / most) * (box - seen) : 0;
  return { top, shift: at - top };
};

/**
 * Did a hand move the box up? One that has grown, or whose list has become shorter, was moved up by the browser: it stands
 * at its end all the same.
 */
export const isUp = (
  before: Scroll,
  { scrollTop, clientHeight, scrollHeight }: Pick<Element, 'scrollTop' | 'clientHeight' | 'scrollHeight'>,
): boolean => scrollTop < before.top - 0.5 && scrollTop + clientHeight < scrollHeight - 1;

/** The place in the list after the box was moved to `top`. */
export const moved = (before: Scroll, top: number, lengths: Lengths): Scroll => {
  const { list, seen } = lengths;
  const box = boxOf(lengths);
  if (box === list) return { top, shift: 0 };
  const atEdge = top <= 0 || top >= box - seen;
  if (atEdge || Math.abs(top - before.top) > seen * 2) {
    const share = box > seen ? within(top, box - seen) / (box - seen) : 0;
    return { top, shift: share * (list - seen) - top };
  }
  return { top, shift: within(top + before.shift, list - seen) - top };
};
