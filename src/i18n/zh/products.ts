import type { DataPoint, DpMode } from '../../model/data-point';
import { digitsOf, shownNumber } from '../../model/data-point-rules';
import { own } from '../../model/own';
import type { Details } from '../../model/problem';
import type { DpFaultCode, DpField, ProductFaultCode } from '../../model/product-rules';
import type { WordsOf } from '../catalog';
import { number, told } from '../details';
import type { products as english } from '../en/products';
import { formats } from '../format';

const f = formats('zh');
const n = (d: Details, key: string) => f.count(number(d, key) ?? 0);

const ways: Readonly<Record<DpMode, string>> = { rw: '可下发可上报', ro: '只上报', wr: '只下发' };

const bounds = (point: DataPoint): string => {
  const { type, min = 0, max = 0, step = 1, unit, range = [], labels = [], maxlen } = point;
  switch (type) {
    case 'bool':
      return '关、开';
    case 'value': {
      const ends = `${shownNumber(point, min)} 到 ${shownNumber(point, max)}${unit ? ` ${unit}` : ''}`;
      const scale = digitsOf(point) > 0 ? `，传输值 × ${10 ** digitsOf(point)}` : '';
      return `${ends}，步长 ${shownNumber(point, step)}${scale}`;
    }
    case 'enum':
      return range.join('、');
    case 'bitmap':
      return labels.length > 0 ? labels.join('、') : `${f.count(maxlen ?? 0)} 个标志`;
    case 'string':
    case 'raw':
      return maxlen === undefined ? '长度不限' : `最多 ${f.count(maxlen)} 字节`;
  }
};

const whole = '缺了它，设备会拒绝整份 schema，无法完成激活。';

const faults: Readonly<Record<DpFaultCode, (d: Details) => { what: string; why: string }>> = {
  'id-range': () => ({ what: 'ID 的范围是 1 到 255。', why: '设备只用一个字节保存。' }),
  'id-taken': (d) => ({ what: `ID ${told(d, 'id')} 已被占用。`, why: '设备只会找到第一个。' }),
  'code-empty': () => ({ what: '没有标识符。', why: '云端靠标识符识别数据点。' }),
  'code-form': () => ({ what: '标识符只能用字母、数字和下划线。', why: '以字母开头。' }),
  'code-taken': (d) => ({ what: `${told(d, 'code')} 已被占用。`, why: '每个数据点的标识符不能重复。' }),
  missing: () => ({ what: '这里没有数值。', why: whole }),
  'not-whole': () => ({ what: '这里只能填整数。', why: '小数由倍数表示。' }),
  'beyond-int32': () => ({ what: '超出 32 位整数。', why: '设备里会变成另一个数。' }),
  'upside-down': () => ({ what: '最大值小于最小值。', why: '没有数值能满足。' }),
  'step-form': () => ({ what: '步长是 1 到 32 767 的整数。', why: '' }),
  'step-misses-end': (d) => ({
    what: `最后一步到 ${n(d, 'last')} 为止。`,
    why: `按步长 ${n(d, 'step')} 设不到 ${n(d, 'max')}，其余数值都可以。`,
  }),
  'scale-form': () => ({ what: '倍数是 0 到 9 的整数。', why: '倍数 1 把 235 显示为 23.5。' }),
  'no-words': () => ({ what: '没有可选的枚举值。', why: whole }),
  'word-empty': () => ({ what: '有一个枚举值是空的。', why: '' }),
  'word-twice': (d) => ({ what: `“${told(d, 'word')}”出现了两次。`, why: '第二个无法区分。' }),
  'entry-too-long': (d) => ({
    what: `在 schema 里占 ${n(d, 'bytes')} 字节，最多 ${n(d, 'most')} 字节。`,
    why: '设备用 1024 字节的缓冲区读取每个数据点，请缩短枚举值。',
  }),
  'length-form': () => ({ what: '长度是不小于 1 的整数，单位字节。', why: whole }),
  'bits-form': (d) => ({ what: `位图有 1 到 ${n(d, 'most')} 个标志。`, why: '设备用带符号的 32 位整数读取。' }),
  'labels-many': (d) => ({
    what: `${n(d, 'labels')} 个名称，只有 ${n(d, 'bits')} 个标志。`,
    why: '后面的永远置不上。',
  }),
};

const fixes: Readonly<Record<DpField, (value: string) => string>> = {
  id: (value) => `改用 ${value}`,
  code: (value) => `改用 ${value}`,
  min: (value) => `从 ${value} 开始`,
  max: (value) => `到 ${value} 为止`,
  step: (value) => `步长改为 ${value}`,
  scale: (value) => `倍数改为 ${value}`,
  range: () => '去掉它',
  labels: () => '去掉多出的名称',
  maxlen: (value) => `改用 ${value}`,
};

const productFaults: Readonly<Record<ProductFaultCode, (d: Details) => string>> = {
  'pid-empty': () => '产品要有 PID：平台产品页上的 16 位字母和数字。',
  'pid-form': (d) => `第 ${n(d, 'position')} 个字符不对，PID 只有字母和数字。`,
  'pid-length': (d) => `现在 ${n(d, 'length')} 个字符，PID 是 16 个。`,
  'too-many': (d) => `${n(d, 'count')} 个数据点，设备最多 254 个。`,
};

const kinds: Readonly<Record<string, string>> = { object: '对象', list: '列表', text: '文本', number: '数字' };

const refusals: Readonly<Record<string, (path: string, d: Details) => string>> = {
  empty: () => '里面什么都没有。',
  'not-json': (path) => (path ? `${path} 处应该是 JSON，但不是。` : '这不是 JSON。'),
  'nothing-known': () =>
    '是 JSON，但不是物模型、指令集或设备 schema。里面应有 services、functions 和 status，或一个数据点列表。',
  'cloud-refused': (_, d) => `这是云端的拒绝：${[told(d, 'msg'), told(d, 'code')].filter(Boolean).join('，')}。`,
  'no-data-points': () => '里面没有数据点。',
  missing: (path) => `缺少 ${path}。`,
  'wrong-kind': (path, d) => `${path} 应该是${own(kinds, told(d, 'wanted') ?? '') ?? '别的内容'}。`,
  'unknown-type': (path, d) => `${path} 写着 ${told(d, 'type')}，这类设备没有这种类型。`,
  'unknown-mode': (path, d) => `${path} 写着 ${told(d, 'mode')}，传输方向只有 rw、ro、wr。`,
};

export const products: WordsOf<typeof english> = {
  title: '产品',
  virtual: '虚拟',
  list: '产品',
  all: '全部产品',
  add: '新建产品',
  count: (points, agent) => `${f.count(points)} 个数据点${agent ? '，有智能体' : ''}`,
  dropHere: '把物模型或指令集 JSON 拖到这里，就能建一个产品。',
  whereModel: '在平台上：云开发、你的项目、API 调试，“查询物模型”。',
  unnamed: '未命名',
  gone: '这里没有这个 PID 的产品。',
  storing: '没有保存',

  facts: { pid: 'PID', from: '来源', firmware: '固件', agent: '智能体' },
  sources: { hand: '手工建立', cloud: '云端', model: '模型文件' },
  fromDemo: '演示云',
  since: (source, date) => `${source}，${date}`,
  none: '无',
  agentUnnamed: '有',
  lost: '已不在固件库',
  roles: (names) => `角色：${names.join('、')}`,
  edit: '编辑',
  readOnly: '属于演示云，可以查看和复制。',
  copyOwn: '复制成自己的产品',
  remove: '移除',
  removeTitle: '移除这个产品',
  removeText: (name) => `${name} 将从这个浏览器移除，不影响平台和设备。`,
  keep: '保留',
  removed: (name) => `已移除 ${name}。`,
  close: '关闭',

  form: {
    new: '新建产品',
    edit: '编辑产品',
    name: '名称',
    pid: 'PID',
    pidHint: '在涂鸦开发者平台的产品页上。',
    pidTaken: (name) => `${name} 已是这个 PID。`,
    nameEmpty: '要有名称，列表里才好区分。',
    firmware: '对应的固件',
    noFirmware: '无',
    agent: 'AI 智能体',
    agentHint: '平台上的名称，没有就留空。',
    roles: '智能体的角色',
    rolesHint: '每行一个。',
    create: '建立',
    save: '保存',
    cancel: '取消',
  },

  points: '数据点',
  table: '这个产品的全部数据点',
  addPoint: '添加数据点',
  refused: (count) => `${f.count(count)} 个会被拒绝`,
  columns: { id: 'ID', name: '名称', code: '标识符', way: '方向', type: '类型', bounds: '取值' },
  ways,
  bounds,
  noPoints: '还没有数据点。添加一个，或把设备的模型拖到这里。',
  openPoint: (name) => `打开 ${name}`,
  removePoint: '移除数据点',
  pointRemoved: (name) => `已移除 ${name}。`,
  undo: '撤销',

  point: {
    heading: (id) => `DP ${id}`,
    id: 'ID',
    code: '标识符',
    name: '名称',
    type: '类型',
    way: '方向',
    min: '最小值',
    max: '最大值',
    step: '步长',
    unit: '单位',
    scale: '倍数',
    scaleHint: (digits) => (digits > 0 ? `235 显示为 ${(235 / 10 ** digits).toFixed(digits)}` : '按传输值显示'),
    range: '枚举值',
    rangeHint: '每行一个，按此顺序。',
    labels: '标志名称',
    labelsHint: '每行一个，从最低位开始。',
    bits: '标志个数',
    bytes: '最多字节数',
    textHint: '一个汉字占三个字节。',
    rawHint: '留空：不告诉设备长度。',
    look: '面板上的样子',
    sends: '下发',
    reports: '上报',
    on: '开',
    off: '关',
  },
  faults,
  fixes,
  or: ' 或 ',
  productFaults,

  config: {
    title: 'tuya_config.h',
    note: '给把授权码编进固件的人',
    withLicense: '带授权码',
    leftOut: '不包含',
    license: '授权码',
    free: '空闲',
    on: (mac) => `在 ${mac} 上`,
    noLicense: '这里没有给真实开发板的授权码。',
    hidden: 'AuthKey，已隐藏',
    copy: '复制',
    copied: '已复制。',
    copiedSecret: '已复制。页面开着的话，60 秒后清空剪贴板。',
    notCopied: '浏览器不允许复制。',
    askTitle: '复制带 AuthKey 的内容',
    ask: (uuid) => `${uuid} 的 AuthKey 会以明文进入剪贴板，其他程序也能读到。页面开着的话，60 秒后清空。`,
    askFree: '编进固件就算用掉了。从现在起记为他处已用，不会再分给别的板。',
    askOnBoard: (mac) => `它在 ${mac} 这块板上。带这段内容的固件只能烧到这块板。`,
    copyNow: '复制',
    cancel: '取消',
  },

  export: '导出',
  exportModel: '物模型，.json',
  exportSchema: '设备 schema，.json',
  exportNote: 'schema 只有 ID 和取值，和设备收到的一样。',

  import: {
    file: '导入',
    fileHint: '.json 文件：物模型、指令集或 schema',
    paste: '粘贴',
    pasteTitle: '粘贴模型',
    pasteLabel: 'JSON',
    pasteHint: '物模型、指令集（functions 和 status）、设备 schema，或包含它们的完整应答。',
    pasteName: '粘贴的内容',
    check: '读取',
    cancel: '取消',
    reading: (name) => `正在读取 ${name}…`,
    refusedTitle: (name) => `${name} 没有导入`,
    refusals,
    tooBig: '比任何模型都大。',
    forms: { model: '物模型', specification: '指令集', schema: '设备 schema' },
    found: (points, form) => `${form}里有 ${f.count(points)} 个数据点。`,
    leftOut: (code, why) => `已略去${code ? ` ${code}` : ''}：${why}`,
    notes: {
      'no-ids': '它没有 ID：标识符相同的沿用已有 ID，其余要补上。',
      'standard-only': '指令集可能不含自定义数据点，已有的会保留。',
      'no-names': '它只有 ID：已有数据点的名称和标识符会保留。',
    },
    wrong: (count) => `其中 ${f.count(count)} 个会被拒绝，表里写着原因。`,
    into: '放入',
    newProduct: '新产品',
    fresh: (count, codes) => `新增 ${f.count(count)} 个：${codes}`,
    changed: (count, codes) => `变更 ${f.count(count)} 个：${codes}`,
    gone: (count, codes) => `去掉 ${f.count(count)} 个：${codes}`,
    same: (count) => `${f.count(count)} 个相同。`,
    nothing: '已经全部在这里了。',
    keepNew: '建立产品',
    keepInto: '更新数据点',
    done: (name) => `已保存 ${name}。`,
  },

  cloud: {
    open: '从云端',
    title: '取一台设备的模型',
    note: '云端只通过设备给出产品的模型，这个产品的任意一台设备都行。',
    asking: '正在询问云端…',
    none: '项目里没有关联设备。',
    take: (name) => `取 ${name} 的模型`,
    columns: { name: '设备', product: '产品', pid: 'PID' },
  },
};
