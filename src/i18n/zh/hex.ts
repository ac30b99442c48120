import { keptBytes } from '../../model/heard-bytes';
import type { WordsOf } from '../catalog';
import type { hex as english } from '../en/hex';
import { formats } from '../format';

const f = formats('zh');

export const hex: WordsOf<typeof english> = {
  shownAs: '显示方式',
  text: '文本',
  hex: '十六进制',
  bytes: '开发板的字节',
  secret: '机密',
  waits: '所在行还没结束，可能是机密',
  kept: (kept, heard) =>
    kept < heard
      ? `共收到 ${f.bytes(heard)}，页面关闭前保留最近 ${f.bytes(kept)}`
      : `${f.count(heard)} 字节，页面关闭前保留最近 ${f.bytes(keptBytes)}`,
  nothing: '还没有字节。',
  nothingHint: '字节只在页面打开期间保留。上次打开时的字节不在了，日志行还在。',
  newRows: (n) => `${f.count(n)} 行新数据`,
  copyHex: '复制为十六进制',
  copyBytes: (n) => `复制 ${f.count(n)} 字节为十六进制`,
  copied: (n) => `已复制 ${f.count(n)} 字节，机密已遮盖。`,
  tooMany: (n) => `超过 ${f.count(n)} 字节，请少选一些。`,
  saved: (n) => `已保存 ${f.count(n)} 字节，机密已遮盖。`,
  choose: '拖动可选中字节，按住 Shift 点击可扩大范围。',
};
