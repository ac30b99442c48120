import type { FirmwareKind, FirmwareOddity } from '../../model/firmware';
import { own } from '../../model/own';
import type { Details } from '../../model/problem';
import type { WordsOf } from '../catalog';
import { number, told } from '../details';
import type { firmware as english, FirmwareTold } from '../en/firmware';
import { formats } from '../format';
import { looks } from './firmware-looks';
import { whyNoStart } from './firmware-problems';

const f = formats('zh');

const kinds: Readonly<Record<FirmwareKind, string>> = { merged: '完整固件', app: '应用固件', part: '部件' };

const fate = ({ license }: FirmwareTold) => {
  if (!license) return '。';
  return license.fate === 'kept'
    ? `；不影响 ${license.at} 处的授权码。`
    : `；会盖到 ${license.at} 处的授权码，写入前会先询问。`;
};

const oddities: Readonly<Record<FirmwareOddity, string | ((it: FirmwareTold) => string)>> = {
  'zero-padded': '空隙用 00 而不是 FF 填充：可以用，板上这些位置会被当作空白。',
  'table-elsewhere': ({ tableAt }) =>
    `分区表在 ${tableAt ?? '别处'} 而不是 0x8000：可以整份烧录，它的引导程序会到那里去找。`,
  'from-bootloader': '文件从引导程序开始，应写入 0x1000：可以用，会写到那里。',
  trailing: '应用结尾之后还有芯片不会读取的内容：可以用。',
  'chip-copy': '这是从一块板上读出的副本，带有它的设置，也可能带有它的授权码：可以用，最好只写回那块板。',
};
const oddityTags: Readonly<Record<FirmwareOddity, string>> = {
  'zero-padded': '用 00 填充',
  'table-elsewhere': '分区表另有位置',
  'from-bootloader': '从 0x1000 开始',
  trailing: '结尾后另有内容',
  'chip-copy': '整板副本',
};

const oddity = (it: FirmwareTold) => (each: FirmwareOddity) => {
  const words = oddities[each];
  return typeof words === 'string' ? words : words(it);
};

const more = (it: FirmwareTold): string =>
  [
    it.kind === 'part' && '部件不单独烧录：开发板需要完整固件或应用固件。',
    it.least && `要求芯片版本不低于 ${it.least}。`,
    it.signed && '带有安全启动签名，是否有效只有芯片知道。',
    ...it.oddities.map(oddity(it)),
  ]
    .filter((part) => typeof part === 'string')
    .join('');

const bytesOf = (d: Details, key: string) => (number(d, key) === undefined ? '' : f.bytes(number(d, key) ?? 0));
const atOf = (d: Details) =>
  number(d, 'at') === undefined ? '' : ` 0x${(number(d, 'at') ?? 0).toString(16).toUpperCase()} 处`;

const checked: Readonly<Record<string, string>> = {
  header: '文件头',
  segment: '段',
  checksum: '校验和',
  digest: '摘要',
  'partition-table': '分区表',
};

const refusals: Readonly<Record<string, (d: Details) => string>> = {
  'firmware.not-firmware': (d) =>
    `不是这个工作台所支持芯片的固件。${own(looks, told(d, 'looksLike') ?? '') ?? '文件里没有这类芯片能启动的文件头。'}`,
  'firmware.wrong-chip': (d) =>
    `这是 ${told(d, 'image') ?? '其他芯片'} 的固件，工作台暂不支持烧录，请用厂商的 esptool。`,
  'firmware.truncated': (d) =>
    `文件不完整：文件头标明 ${bytesOf(d, 'expected') || '更多内容'}，实际只有 ${bytesOf(d, 'size') || '一部分'}。请重新获取。`,
  'firmware.would-not-start': (d) =>
    `开发板无法用它启动。${own(whyNoStart, told(d, 'reason') ?? '')?.(d) ?? '各部分互不匹配。'}`,
  'firmware.corrupt': (d) =>
    `文件已损坏${told(d, 'part') ? `：${atOf(d)}${own(checked, told(d, 'part') ?? '') ?? told(d, 'part')}校验不符` : ''}。请重新获取。`,
};

export const firmware: WordsOf<typeof english> = {
  title: '固件',
  add: '添加固件',
  addHint: '.bin、.hex、.zip，或部件清单连同文件，可以一次选多个',
  virtual: '虚拟',
  kinds,
  kindHints: {
    merged: '从 0x0 开始的全部内容：引导程序、分区表、应用',
    app: '单个应用，写入应用分区',
    part: '单独的引导程序或分区表',
  },
  told: (it) =>
    `${it.chip} ${kinds[it.kind]} ${it.name}，${f.bytes(it.bytes)}，写入地址 ${it.address}${fate(it)}${more(it)}`,
  oddityTags,
  signed: '已签名',
  revisions: (least, most) =>
    [least && `芯片版本不低于 ${least}`, most && `芯片版本不高于 ${most}`].filter(Boolean).join('，'),

  read: '刚读取的文件',
  reading: (n) => `正在读取 ${n} 个文件…`,
  added: (told) => told,
  already: (name, date) => `${date} 已经添加过，文件名 ${name}，只保留一份。`,
  refusals,
  refused: (title, what) => `${title}。${what}`,
  hide: '收起',

  shelf: '固件库',
  count: (n) => `${f.count(n)} 个文件`,
  columns: {
    name: '固件',
    chip: '芯片',
    kind: '类型',
    size: '大小',
    covers: '覆盖范围',
    sha: 'SHA-256',
    added: '添加时间',
    actions: '操作',
  },
  map: (from, to, flash) => `在 ${f.bytes(flash)} 的闪存中覆盖 ${from} 到 ${to}。`,
  mapApp: '写入开发板用来启动的应用分区，位置以板上的分区表为准。',
  mapKept: (at) => `${at} 处的授权码保留。`,
  mapOverwritten: (at) => `${at} 处的授权码会被覆盖。`,
  legend: { written: '写入', kept: '授权码，保留', lost: '授权码，会被覆盖', untouched: '不动' },
  use: '用于方案',
  inPlan: '方案中',
  usedToast: (name) => `方案将写入 ${name}。`,
  notAlone: '不单独烧录',
  remove: (name) => `移除 ${name}`,
  removeTitle: '从固件库移除',
  removeText: (name, size) => `${name}（${f.bytes(size)}）将从这个浏览器中移除，板上正在运行的固件不受影响。`,
  removeInPlan: '方案正在使用它，移除后方案里就没有固件了。',
  removeNow: '移除',
  keep: '保留',
  removed: (name) => `已移除 ${name}。`,
  close: '关闭',

  empty: '固件库是空的。',
  emptyHint:
    '把 .bin 文件、编译目录或 .zip 拖到页面任意位置。写入之前就会说明它适用的芯片、写入地址，以及是否保留授权码。',
  emptyVirtual: '在工作台添加虚拟板时，会自带一份固件。',
  toBench: '去工作台',
  example: '一份在授权码之前结束的固件看起来是这样。',
};
