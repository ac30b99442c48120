import type { WordsOf } from '../catalog';
import type { day as english } from '../en/day';
import { formats } from '../format';

const f = formats('zh');

export const day: WordsOf<typeof english> = {
  title: '今天的工作台',
  counts: (runs, bound) => `运行 ${f.count(runs)} 次，绑定 ${f.count(bound)} 块`,
  more: (n) => `今天还有 ${f.count(n)} 次`,
  all: '全部运行、标签、导出',
  certificate: '证书',
  report: '报告',
  label: '标签',
  unknownBoard: '未知开发板',
  virtual: '虚拟',
  begun: (when) => `开始于 ${when}`,
  reached: '已完成的步骤',
  readBoard: '读取这块板',
  plugIn: '插上这块板：认出后就会读取，不会改动板上任何内容。没有动静时，选择它的端口。',
  below: '这块板就在下面那一栏。',
  putAway: '知道了，收起',
};
