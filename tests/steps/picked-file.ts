import type { PickedFile } from '../../src/model/backup';

/** A file as the browser's chooser gives it: it holds what was written when it is closed, and nothing of it before. */
export const createPickedFile = (
  name = 'copy.bin',
  { refuse, onWrite }: { refuse?: DOMException; onWrite?: () => void } = {},
) => {
  let written: Uint8Array[] = [];
  let content: Uint8Array<ArrayBuffer> | undefined;
  let state: 'untouched' | 'open' | 'closed' | 'aborted' = 'untouched';
  const file = {
    name,
    async createWritable() {
      state = 'open';
      written = [];
      return {
        async write(bytes: Uint8Array) {
          if (refuse && written.length > 0) throw refuse;
          written.push(bytes.slice());
          onWrite?.();
        },
        async close() {
          state = 'closed';
          content = new Uint8Array(Buffer.concat(written));
        },
        async abort() {
          state = 'aborted';
        },
      };
    },
  };
  return {
    file: file as unknown as PickedFile,
    get content() {
      return content;
    },
    get state() {
      return state;
    },
    get pieces() {
      return written.length;
    },
  };
};

export const fileOf = (bytes: Uint8Array, name = 'copy.bin'): File => new File([bytes.slice()], name);
