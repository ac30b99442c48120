import type { WordsOf } from '../catalog';
import type { console as english } from '../en/console';

export const console: WordsOf<typeof english> = {
  title: '串口日志',
};
