import type { LicenseReason, LicenseState } from '../../model/license';
import { own } from '../../model/own';
import type { WordsOf } from '../catalog';
import type { licenses as english } from '../en/licenses';
import { formats } from '../format';

const f = formats('zh');

const rows = (numbers: readonly number[]) => {
  const shown = numbers.slice(0, numbers.length > 6 ? 5 : 6);
  const rest = numbers.length - shown.length;
  return `第 ${shown.join('、')} 行${rest > 0 ? `等 ${f.count(numbers.length)} 行` : ''}`;
};

const columns: Readonly<Record<string, string>> = { uuid: 'UUID', authKey: 'AuthKey' };
const named = (column: string | undefined) => own(columns, column ?? '') ?? '单元格';

const states: Readonly<Record<LicenseState, string>> = {
  free: '空闲',
  reserved: '已预留',
  doubtful: '存疑',
  written: '已写入',
  verified: '已校验',
  spent: '他处已用',
};

const evidence: Readonly<Record<LicenseReason, string>> = {
  imported: '已导入',
  'sheet-status': '表格标明已用',
  'sheet-mac': '表格里填了 MAC',
  'sheet-timestamp': '表格里填了时间',
  'set-aside': '已预留，尚未发送',
  sending: '已发送，没有应答',
  'board-accepted': '开发板已接受',
  'read-back-twice': '回读两次一致',
  'found-on-board': '在原来的板上读到',
  adopted: '在板上读到，已登记',
  'nothing-sent': '未发送，已退回',
  'not-on-board': '不在原来的板上',
  'given-up': '手动放弃',
};

const malformed: Readonly<Record<string, (column: string | undefined, number: number | undefined) => string>> = {
  'uuid-length': (_, n) => `UUID 有 ${n ?? 0} 个字符，应为 16 或 20 个。不导入。`,
  'auth-key-length': (_, n) => `AuthKey 有 ${n ?? 0} 个字符，应为 32 个。不导入。`,
  'uuid-characters': (_, n) => `UUID 第 ${n ?? '?'} 个字符不合规。不导入。`,
  'auth-key-characters': (_, n) => `AuthKey 第 ${n ?? '?'} 个字符是空格或不合规字符。不导入。`,
  placeholder: () => '这是未授权固件里的占位内容。不导入。',
  'uuid-missing': () => '缺少 UUID。不导入。',
  'auth-key-missing': () => '缺少 AuthKey。不导入。',
  'number-cell': (column) => `${named(column)} 在表格里是数字格式，末尾几位可能已被舍入。不导入。`,
  'spreadsheet-number': (column) => `${named(column)} 被表格软件变成了 1.23E+31 这样的数字。不导入。`,
  'rounded-digits': (column) => `${named(column)} 从第 16 位起全是 0，是被表格软件舍入的。不导入。`,
};

const invisibleNames: Readonly<Record<string, string>> = {
  'U+00A0': '不换行空格',
  'U+00AD': '软连字符',
  'U+200B': '零宽空格',
  'U+200C': '零宽不连字',
  'U+200D': '零宽连字',
  'U+200E': '左至右标记',
  'U+200F': '右至左标记',
  'U+202F': '窄不换行空格',
  'U+2060': '单词连接符',
  'U+3000': '全角空格',
  'U+FEFF': '字节顺序标记',
};
const invisible = (code: string): string =>
  Object.hasOwn(invisibleNames, code) ? `${invisibleNames[code]}（${code}）` : code;

const freeOf = (n: number, spent: number): string =>
  spent > 0 ? `：${f.count(n - spent)} 个空闲，${f.count(spent)} 个已用` : '';

export const licenses: WordsOf<typeof english> = {
  title: '授权码',
  inOtp: '，在 OTP 里',
  space: '',
  batches: '批次',
  all: '全部',
  virtual: '虚拟',
  paste: '粘贴',
  import: '导入',
  export: '导出表格',
  exportXlsx: '工作簿 .xlsx',
  exportCsv: '文本 .csv',
  exportFor: '给谁用',
  exportAims: { free: '通用', 'tyutool-2': 'tyutool 2.x', 'tyutool-3': 'tyutool 3.x' },
  exportAimNotes: {
    free: '只含空闲的授权码。工作簿里其余的放在第二张表，各工具都不会读到。',
    'tyutool-2': '包含全部，已用的标为 USED。换成 tyutool 3.x 会把它们再发一遍。',
    'tyutool-3': '包含全部，已用的标为 DONE 或 AUTHWRITTEN。换成 tyutool 2.x 会把它们再发一遍。',
  },
  exportNote: '文件里的 AuthKey 是明文。文件中空闲的，这里也还空闲：同一个授权码只在一处分配。',
  exported: (n) => `已把 ${f.count(n)} 个授权码保存成表格。`,
  close: '关闭',

  states,
  stateBar: (counts) => `这些授权码：${counts}。`,
  stateCount: (n, state) => `${state} ${f.count(n)}`,

  ledger: '台账',
  search: 'uuid、MAC',
  searchLabel: '按 uuid 或 MAC 查找',
  filters: '显示的状态',
  filter: {
    all: '全部',
    free: '空闲',
    'in-hand': '使用中',
    verified: '已校验',
    doubtful: '存疑',
    spent: '已用',
  },
  holdHint: '按住显示',
  columns: { state: '状态', uuid: 'uuid', key: 'AuthKey', board: '开发板', evidence: '最近依据', time: '时间' },
  evidence,
  sheetStatus: (status) => `表格状态为“${status}”`,
  noBoard: '无',
  unknownBoard: '未知',
  copyUuid: (uuid) => `复制 uuid ${uuid}`,
  copied: '已复制 uuid。',
  notCopied: '浏览器不允许复制。',
  holdKey: (uuid) => `按住显示 ${uuid} 的 AuthKey`,
  hidden: 'AuthKey，已隐藏',
  showing: (shown, all) => `显示 ${f.count(shown)} 个，共 ${f.count(all)} 个，最近的在前`,
  page: (n, of) => `第 ${f.count(n)} 页，共 ${f.count(of)} 页`,
  pages: '台账翻页',
  earlier: '较新',
  later: '较早',
  corrections: '每次变更都连同原因留下记录，不能改写。',
  nothingFits: '没有符合的授权码。',
  showAll: '显示全部',

  doubtful: {
    happened: '发生了什么',
    know: '已知情况',
    doThis: '怎么办',
    sending: '授权码已发给开发板，但没有收到应答，可能写进去了，也可能没有。',
    notEqual: '开发板说已接受，读回来的却不是它。',
    noOther: '它不会分给别的板。',
    read: '读取开发板',
    readNote: '读取不会改动板上任何内容。',
    plugIn: (mac) => `插上 ${mac} 这块板，认出后就会读取。没有动静时，选择它的端口。`,
    choosePort: '选择端口',
    lost: '开发板找不到了…',
  },
  lost: {
    title: '放弃这个授权码',
    text: (uuid) => `${uuid} 从此算作已用，不再分配，记录会保留。`,
    before: '现在',
    after: '之后',
    label: (mac) => `开发板 MAC（${mac}）的后四位`,
    hint: '请看板上的标签或你的清单，确认就是这一块。',
    wrong: '这不是该 MAC 的后四位。',
    give: '放弃',
    keep: '保留',
    done: (uuid) => `${uuid} 已算作已用。`,
  },

  report: {
    checked: (ms) => `检查用时 ${f.seconds(Math.max(ms, 100))} 秒`,
    reading: (name) => `正在读取 ${name}…`,
    counts: (n) => {
      const rest = [
        n.open > 0 && `${f.count(n.open)} 行待确认`,
        n.spent > 0 && `${f.count(n.spent)} 个已用`,
        n.malformed > 0 && `${f.count(n.malformed)} 行格式不对`,
        n.duplicates > 0 && `${f.count(n.duplicates)} 行重复`,
        n.here > 0 && `${f.count(n.here)} 个已在台账`,
        n.refused > 0 && `${f.count(n.refused)} 个未接受`,
      ].filter((part) => part !== false);
      return `${[n.kept === 0 ? '没有新的授权码' : `${f.count(n.kept)} 个授权码`, ...rest].join('，')}。`;
    },
    generation: {
      plain: '原始表格。',
      'tyutool-2': '用 tyutool 2.x 处理过。',
      'tyutool-3': '用 tyutool 3.x 处理过。',
      bindery: '由本工作台导出。',
    },
    found: (found, extra) =>
      `按列名识别：${found.join('、')}。${extra.length > 0 ? `其余列原样保留：${extra.join('、')}。` : ''}`,
    columnNames: { uuid: 'uuid', authKey: 'key', status: 'status', mac: 'mac', timestamp: 'timestamp' },
    cells: (n) => `表格的 ${f.count(n)} 行，按顺序排列`,
    tooManyCells: (n) => `共 ${f.count(n)} 行，太多了，不逐行绘制。`,
    moreExceptions: (n) => `另有 ${f.count(n)} 条同类情况。`,
    inSheet: (sheet, found) => `${sheet}：${found}`,
    tabs: (read, left) => `已读取：${read.join('、')}。${left.length > 0 ? `未读取：${left.join('、')}。` : ''}`,
    kinds: {
      fresh: '空闲',
      spent: '已用',
      malformed: '格式不对',
      duplicate: '重复',
      here: '已在台账',
      refused: '未接受',
      question: '待确认',
    },
    cell: (row, kind) => `第 ${row} 行：${kind}`,
    rows,
    malformed,
    duplicate: (firstRows, sameKey, sheet) => {
      const first = `${sheet === undefined ? '' : `“${sheet}”`}${rows(firstRows)}`;
      return sameKey
        ? `与${first}的 uuid 相同，只保留一份。`
        : `与${first}的 uuid 相同但 AuthKey 不同，只保留先出现的，请核对。`;
    },
    sharedKey: (others) =>
      `${others.length > 0 ? `连同${others.join('、')}：` : ''}多个 uuid 用了同一个 AuthKey，最多只有一个是对的，全部不导入。请向发放方核实。`,
    cleaned: (names) => `已从 uuid 或 AuthKey 中去掉看不见的字符：${names.join('、')}。授权码里不会有这些字符。`,
    invisible,
    spent: {
      'sheet-status': '状态列有内容，算作已用。',
      'sheet-mac': 'MAC 列有内容，算作已用。',
      'sheet-timestamp': '时间列有内容，算作已用。',
    },
    sameMac: (mac) => `都写着同一块板 ${mac}，全部按已用保留。`,
    here: '台账里已经有了，保持原样。',
    spentSince: '台账里还空闲，这份表格里已用，从此算作已用。',
    refused: {
      'key-differs': '台账里同一 uuid 的 AuthKey 不同，未接受：其中一份有误。',
      'mac-differs': '台账里它属于另一块板，未接受。',
      'other-kind': '台账里它属于另一类板，未接受。',
      'key-elsewhere': '台账里这个 AuthKey 属于另一个 uuid，未接受：其中一份有误。',
    },
    forWhom: '用于',
    real: '真实开发板',
    virtual: '虚拟开发板',
    virtualNote: '不会分给真实开发板。',
    name: '批次',
    keep: (n, spent) => `保留这 ${f.count(n)} 个授权码${freeOf(n, spent)}`,
    update: (n) => `把 ${f.count(n)} 个算作已用`,
    keeping: '正在保留…',
    leftOut: (n) => `${f.count(n)} 行待确认：在你说明是否用过之前不导入。`,
    cancel: '取消',
    done: '关闭',
    nothingStored: '点“保留”之前不会存储任何内容；要么全部保留，要么一个都不留。',
    nothingNew: '里面没有可以保留的内容。',
    kept: (n, spent, batch) => `已在“${batch}”中保留 ${f.count(n)} 个授权码${freeOf(n, spent)}。`,
  },

  questions: {
    title: (n) => `用过还是空闲？${f.count(n)} 个问题`,
    hint: '表格里有些内容可能表示授权码已经用过。在你说明之前，相关的行都不导入。',
    why: {
      'column-status': (subject) => `“${subject}”列可能写的是授权码的使用情况。`,
      'column-mac': (subject) => `“${subject}”列可能写的是它所在的开发板。`,
      'column-time': (subject) => `“${subject}”列可能写的是使用时间。`,
      'words-status': (subject) =>
        subject === undefined ? '授权码旁边的文字提到了使用。' : `“${subject}”列提到了使用。`,
      'words-mac': (subject) => (subject === undefined ? '授权码旁边有 MAC。' : `“${subject}”列里有 MAC。`),
      'words-time': (subject) => (subject === undefined ? '授权码旁边有时间。' : `“${subject}”列里有时间。`),
      unnamed: () => '有一列没有列名，只在部分授权码旁边有内容。',
      'hidden-row': () => '这些行在表格里被隐藏了，筛选掉已用的行时常会这样。',
      'struck-out': () => '这些行加了删除线。',
      coloured: () => '这些行的底色和多数行不同。',
      heading: (subject) => `它们在“${subject}”下面。`,
      'sheet-name': (subject) => `名称是“${subject}”。`,
      'other-sheet': (subject) => `工作表“${subject}”里也有它们。`,
    },
    saysThere: (examples) => `内容：${examples.map((text) => `“${text}”`).join('、')}`,
    label: (why) => `用过还是空闲：${why}`,
    used: '用过',
    free: '空闲',
    allUsed: '全部算用过',
    more: (n) => `另有 ${f.count(n)} 个问题。没有回答的不导入。`,
  },

  sheets: {
    title: (name) => `读取 ${name} 的哪些工作表？`,
    hint: '有多张工作表含授权码，或含授权码的工作表被隐藏。只读取你选中的。',
    hidden: '已隐藏',
    counts: (n) =>
      [
        `${f.count(n.free)} 个空闲`,
        n.spent > 0 && `${f.count(n.spent)} 个已用`,
        n.open > 0 && `${f.count(n.open)} 行待确认`,
        n.malformed > 0 && `${f.count(n.malformed)} 行格式不对`,
      ]
        .filter((part) => part !== false)
        .join('，'),
    columnsUnknown: '需要先指明列',
    others: (names) => `不含授权码：${names.join('、')}。`,
    read: (n) => `读取这 ${f.count(n)} 张表`,
    readNone: '请选择工作表',
  },

  columnChooser: {
    title: (name) => `${name} 里各列是什么？`,
    hint: '没有找到认识的列名。请指明这两列；其余各列照常检查。',
    uuid: 'uuid',
    authKey: 'AuthKey',
    none: '请选择…',
    option: (letter, name, example) => [letter, name || undefined, example || '空'].filter(Boolean).join(' · '),
    same: '两处选了同一列。',
    read: '读取',
  },

  refusal: {
    empty: '里面没有内容。',
    'no-uuid-column': '没有名为 UUID 的列。第一行必须是列名。',
    'no-key-column': '没有名为 key 或 AuthKey 的列。第一行必须是列名。',
    'nothing-found': '没有找到授权码。每行需要 16 或 20 个字符的 uuid 和 32 个字符的 key。',
    unreadable: '不是可以读取的工作簿、CSV 或文本。',
    'old-excel': '这是旧格式 .xls。请用表格软件打开，另存为 .xlsx。',
    encrypted: '这个工作簿加了密码。请打开后去掉密码，另存为 .xlsx。',
    'binary-workbook': '这是二进制工作簿 .xlsb。请打开后另存为 .xlsx。',
    'open-document': '这是 OpenDocument 表格 .ods。请打开后另存为 .xlsx 或 .csv。',
    numbers: '这是 Numbers 文稿。请打开后导出为 Excel（.xlsx）或 CSV。',
    'excel-xml': '这是 2003 版的 XML 表格。请打开后另存为 .xlsx。',
    pdf: '这是 PDF。请索要工作簿，或者把里面的表格复制后粘贴到这里。',
    archive: '这是压缩包。请解压后拖入里面的表格。',
    tuyalink: '这是 TuyaLink 设备（DeviceID、DeviceSecret）。TuyaOpen 开发板需要 uuid 和 AuthKey。',
    'too-large': '超出了授权码表格的范围：超过 200 列、20 万行，或文字太多。请把含授权码的行复制到新表格。',
    'too-long': '读取时间太长，已停止。请把含授权码的行复制到新表格。',
  },
  refusedTitle: (name) => `没有导入 ${name}`,
  another: '换一份表格',

  pasteTitle: '粘贴授权码',
  pasteName: '粘贴',
  pasteLabel: 'uuid 和 AuthKey',
  pasteHint: '先后顺序不限，可以一行一对，也可以各占一行；邮件正文、带列名的整张表格都行。',
  pasteCheck: '检查',

  empty: {
    title: '还没有授权码。',
    hint: '把订单附带的表格拖到页面任意位置，或者粘贴单个授权码的两串字符。保留之前会逐行检查。',
    sheet: '表格大致是这样',
    note: '状态、MAC 或时间有内容的行算作已用。其他列原样保留，导出时带回。',
    virtual: '在工作台添加虚拟板时，会自带演示用的授权码。',
    toBench: '去工作台',
  },
};
