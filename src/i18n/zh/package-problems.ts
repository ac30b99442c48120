import { own } from '../../model/own';
import type { Details } from '../../model/problem';
import { number, told } from '../details';
import { formats } from '../format';

const f = formats('zh');
const place = (d: Details, key: string) =>
  number(d, key) === undefined ? told(d, key) : `0x${(number(d, key) ?? 0).toString(16).toUpperCase()}`;
const part = (d: Details, key = 'part') => (told(d, key) ? `“${told(d, key)}”` : '某个部件');
const bytes = (d: Details, key: string) => (number(d, key) === undefined ? undefined : f.bytes(number(d, key) ?? 0));

const whyHex: Readonly<Record<string, string>> = {
  form: '不是 Intel HEX 记录',
  sum: '校验和不符',
  type: '是 Intel HEX 没有的记录类型',
  twice: '重复写了同一个位置',
  end: '缺失：文件没有结束记录',
};

export const whyNoPackage: Readonly<Record<string, (d: Details) => string>> = {
  'not-json': () => '不是 JSON。请重新获取，或使用编译产出的那一份。',
  form: (d) =>
    `不是能读懂的部件清单${told(d, 'where') ? `：请检查 ${told(d, 'where')}` : ''}。请使用编译产出的那一份。`,
  'too-many': (d) =>
    `${told(d, 'what') === 'parts' ? '部件' : told(d, 'what') === 'files' ? '文件' : '版本'}太多：最多 ${number(d, 'most') ?? 16} 个。${
      told(d, 'what') === 'files' ? '请只选择编译目录。' : '请先合并其中几个。'
    }`,
  offset: (d) => `${part(d)}的地址${told(d, 'offset') ? ` ${told(d, 'offset')} ` : ''}不在闪存里。请改正地址。`,
  unaligned: (d) =>
    `${part(d)}的地址 ${place(d, 'offset') ?? ''} 不在扇区开头。闪存按整扇区擦除：请用 ${place(d, 'below') ?? '0x1000 的倍数'}${place(d, 'above') ? ` 或 ${place(d, 'above')}` : ''}。`,
  overlap: (d) =>
    `${part(d)}与${part(d, 'other')}${place(d, 'at') ? `在 ${place(d, 'at')} 处` : ''}重叠。请给其中一个换个地址。`,
  empty: (d) => `${part(d)}是空文件。请重新编译。`,
  missing: (d) => `清单里有${part(d)}，但没有一起拖入。请拖入整个文件夹，或把清单和文件一起拖入。`,
  outside: (d) => `清单里的${part(d)}不在拖入的内容之中。请拖入同时包含两者的文件夹。`,
  twice: (d) => `有两个文件都叫${part(d)}，无法判断用哪一个。请去掉一个。`,
  'too-large': (d) =>
    `比任何固件都大${bytes(d, 'most') ? `：超过 ${bytes(d, 'most')}` : ''}。请只选择编译目录或它的压缩包。`,
  changed: (d) => `${part(d)}不是清单所说的文件：SHA-256 不同。请重新获取两者。`,
  damaged: () => '压缩包已损坏或有密码。请重新获取，或解压后拖入文件夹。',
  hex: (d) =>
    `${number(d, 'line') ? `第 ${f.count(number(d, 'line') ?? 0)} 行` : '有一行'}${own(whyHex, told(d, 'why') ?? '') ?? '无法读取'}。请重新编译或获取。`,
  chip: (d) =>
    `标明用于 ${told(d, 'said') ?? '一种芯片'}，文件却用于 ${told(d, 'found') ?? '另一种'}。请使用同一次编译的文件。`,
  place: (d) =>
    `${part(d)}应在 ${place(d, 'expected') ?? '别的位置'}，而不是 ${place(d, 'offset') ?? '给出的地址'}：芯片在那里找不到它。`,
  nothing: () => '里面没有开发板能用的固件：没有部件清单，也没有 .bin 或 .hex。请拖入编译目录。',
};

export const packageProblem = {
  title: (d: Details) => `${told(d, 'file') ? `“${told(d, 'file')}”` : '这份固件包'}无法组合`,
  what: (d: Details) => own(whyNoPackage, told(d, 'reason') ?? '')?.(d) ?? '各部分互不匹配。请使用同一次编译的文件。',
};
