/** SLIP framing as Espressif's loaders speak it (esp-flashing, section 1): `C0 … C0`, `C0`→`DB DC`, `DB`→`DB DD`. */

const end = 0xc0;
const escapeByte = 0xdb;
const escapedEnd = 0xdc;
const escapedEscape = 0xdd;

/** One frame around `payload`, ready for the wire. */
export const slipEncode = (payload: Uint8Array): Uint8Array => {
  let escapes = 0;
  for (const byte of payload) if (byte === end || byte === escapeByte) escapes += 1;
  const frame = new Uint8Array(payload.length + escapes + 2);
  let at = 0;
  frame[at++] = end;
  for (const byte of payload) {
    if (byte === end || byte === escapeByte) {
      frame[at++] = escapeByte;
      frame[at++] = byte === end ? escapedEnd : escapedEscape;
    } else frame[at++] = byte;
  }
  frame[at] = end;
  return frame;
};

export interface SlipReader {
  /** Any piece of the stream; the frames it completes, oldest first. Bytes between frames are noise and are dropped. */
  take(bytes: Uint8Array): Uint8Array[];
}

/**
 * `opened` is told when a frame's first payload byte arrives and may refuse the frame by answering false; `limit` is the
 * longest payload in bytes. Refused, over-long and wrongly escaped frames vanish, as they do in the loaders.
 */
export const createSlipReader = (opened: () => boolean = () => true, limit = 1 << 20): SlipReader => {
  let payload = new Uint8Array(256);
  let length = 0;
  let state: 'outside' | 'open' | 'inside' | 'escaping' | 'refused' = 'outside';

  const put = (byte: number): void => {
    if (state === 'open') state = opened() ? 'inside' : 'refused';
    if (state === 'refused') return;
    if (length === limit) {
      state = 'refused';
      return;
    }
    if (length === payload.length) {
      const wider = new Uint8Array(payload.length * 2);
      wider.set(payload);
      payload = wider;
    }
    payload[length++] = byte;
    state = 'inside';
  };

  return {
    take(bytes) {
      const frames: Uint8Array[] = [];
      for (const byte of bytes) {
        if (byte === end) {
          // An end right after an end is the start of the next frame: that is how a reader that came in late recovers.
          if (state === 'outside' || state === 'open') state = 'open';
          else {
            if (state === 'inside') frames.push(payload.slice(0, length));
            state = 'outside';
          }
          length = 0;
        } else if (state === 'escaping') {
          state = 'inside';
          if (byte === escapedEnd) put(end);
          else if (byte === escapedEscape) put(escapeByte);
          else state = 'refused';
        } else if (state === 'outside' || state === 'refused') {
          // noise, or the rest of a frame nobody took
        } else if (byte === escapeByte) {
          if (state === 'open') state = opened() ? 'escaping' : 'refused';
          else state = 'escaping';
        } else put(byte);
      }
      return frames;
    },
  };
};
