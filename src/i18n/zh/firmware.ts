import type { FirmwareKind } from '../../model/firmware';
import type { WordsOf } from '../catalog';
import type { firmware as english, FirmwareTold } from '../en/firmware';
import { formats } from '../format';

const f = formats('zh');

const kinds: Readonly<Record<FirmwareKind, string>> = { merged: '完整固件', app: '应用固件', part: '部件' };

const fate = ({ license }: FirmwareTold) => {
  if (!license) return '。';
  return license.fate === 'kept' ? `；不影响 ${license.at} 处的授权码。` : `；会覆盖 ${license.at} 处的授权码。`;
};

export const firmware: WordsOf<typeof english> = {
  title: '固件',
  add: '添加固件',
  addHint: '.bin 文件，可以一次选多个',
  virtual: '虚拟',
  kinds,
  kindHints: {
    merged: '从 0x0 开始的全部内容：引导程序、分区表、应用',
    app: '单个应用，写入应用分区',
    part: '单独的引导程序或分区表',
  },
  told: (it) => `${it.chip} ${kinds[it.kind]} ${it.name}，${f.bytes(it.bytes)}，写入地址 ${it.address}${fate(it)}`,

  read: '刚读取的文件',
  reading: (n) => `正在读取 ${n} 个文件…`,
  added: (told) => told,
  already: (name, date) => `${date} 已经添加过，文件名 ${name}，只保留一份。`,
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
  map: (from, to, flash) => `在 ${f.bytes(flash)} 的 Flash 中覆盖 ${from} 到 ${to}。`,
  mapKept: (at) => `${at} 处的授权码保留。`,
  mapOverwritten: (at) => `${at} 处的授权码会被覆盖。`,
  legend: { written: '写入', kept: '授权码，保留', lost: '授权码，会被覆盖', untouched: '不动' },
  use: '用于计划',
  inPlan: '计划中',
  usedToast: (name) => `计划将写入 ${name}。`,
  notAlone: '不单独烧录',
  remove: (name) => `移除 ${name}`,
  removeTitle: '从固件库移除',
  removeText: (name, size) => `${name}（${f.bytes(size)}）将从这个浏览器中移除，板上正在运行的固件不受影响。`,
  removeInPlan: '计划正在使用它，移除后计划里就没有固件了。',
  removeNow: '移除',
  keep: '保留',
  removed: (name) => `已移除 ${name}。`,
  close: '关闭',

  empty: '固件库是空的。',
  emptyHint: '把 .bin 文件拖到页面任意位置。写入之前就会说明它适用的芯片、写入地址，以及是否保留授权码。',
  emptyVirtual: '在工作台添加虚拟板时，会自带一份固件。',
  toBench: '去工作台',
  example: '一份写到授权码之前为止的固件，看起来是这样：',
  storage: '读不到本地存储',
};
