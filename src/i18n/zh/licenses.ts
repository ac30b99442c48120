import type { WordsOf } from '../catalog';
import type { licenses as english } from '../en/licenses';

export const licenses: WordsOf<typeof english> = {
  title: '授权码',
};
