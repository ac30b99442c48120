import type { WordsOf } from '../catalog';
import type { packages as english } from '../en/packages';
import { formats } from '../format';

const f = formats('zh');

export const packages: WordsOf<typeof english> = {
  addFolder: '添加文件夹',
  addFolderHint: '编译目录：ESP-IDF 的 build/、TuyaOpen 的 dist/，或带有 manifest.json 的文件夹',
  left: (n) => `部件清单旁边还有 ${f.count(n)} 个文件没有列入清单，未使用。`,

  title: '组合部件',
  what: '没有清单说明这些文件的位置。核对地址后，它们会作为一份固件放进固件库。部件之间的内容在板上保持不变。',
  columns: { part: '部件', kind: '内容', size: '大小', offset: '地址' },
  kinds: {
    loader: '引导程序',
    table: '分区表',
    choice: 'OTA 数据',
    app: '应用',
    data: '数据',
  },
  offsetOf: (name) => `${name} 的地址`,
  emptyLeavesOut: '留空：不使用。',
  noOffset: '不是数字：应为 0x10000 或 65536。',
  tooMany: (most) => `一份固件最多 ${most} 个部件，请去掉几个。`,
  together: '组合',
  chosen: (n) => `${f.count(n)} 个部件`,

  parts: (n) => `${f.count(n)} 个部件`,
  /** Two sentences. */
  between: '',
  partsTold: (names) => `由 ${names} 组合而成。部件之间的内容在板上保持不变。`,
};
