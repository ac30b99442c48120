import type { WordsOf } from '../catalog';
import type { firmware as english } from '../en/firmware';

export const firmware: WordsOf<typeof english> = {
  title: '固件',
};
