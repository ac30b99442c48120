/**
 * What Beken's boot loader hears and says, from the chip's side (beken-uart-boot, sections 3 and 4). Written for the
 * make-believe chips alone, so that the bench's own frames are judged by a second pair of eyes.
 */

export interface RomRequest {
  long: boolean;
  op: number;
  data: Uint8Array;
}

const mark = [0x01, 0xe0, 0xfc];

export const createRequestReader = () => {
  let held: number[] = [];

  /** Undefined: not whole yet. */
  const cut = (): { used: number; request: RomRequest } | undefined => {
    const [, , , first, second] = held;
    if (first === undefined || second === undefined) return undefined;
    if (first === 0xff && second === 0xf4) {
      if (held.length < 7) return undefined;
      const used = 7 + held[5]! + held[6]! * 256;
      if (held.length < used || used < 8) return used < 8 ? skip() : undefined;
      return { used, request: { long: true, op: held[7]!, data: Uint8Array.from(held.slice(8, used)) } };
    }
    const used = 4 + first;
    if (first === 0) return skip();
    if (held.length < used) return undefined;
    return { used, request: { long: false, op: second, data: Uint8Array.from(held.slice(5, used)) } };
  };

  const skip = (): undefined => {
    held.shift();
    return undefined;
  };

  const align = () => {
    while (held.length > 0 && !mark.every((byte, at) => held[at] === undefined || held[at] === byte)) held.shift();
  };

  return {
    take(bytes: Uint8Array): RomRequest[] {
      held.push(...bytes);
      const requests: RomRequest[] = [];
      for (;;) {
        align();
        const before = held.length;
        const found = cut();
        if (found) {
          held.splice(0, found.used);
          requests.push(found.request);
        } else if (held.length === before) return requests;
      }
    },
    forget() {
      held = [];
    },
  };
};

export const shortReply = (op: number, ...payload: readonly number[]): Uint8Array =>
  Uint8Array.of(0x04, 0x0e, 4 + payload.length, ...mark, op, ...payload);

/** `said`: the length that stands in the frame, where a loader miscounts. */
export const longReply = (op: number, status: number, payload: ArrayLike<number>, said?: number): Uint8Array => {
  const frame = new Uint8Array(11 + payload.length);
  const length = said ?? 2 + payload.length;
  frame.set([0x04, 0x0e, 0xff, ...mark, 0xf4, length & 0xff, length >> 8, op, status]);
  frame.set(payload, 11);
  return frame;
};
