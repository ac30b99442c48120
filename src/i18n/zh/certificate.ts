import type { StationName } from '../../model/run';
import type { WordsOf } from '../catalog';
import type { certificate as english } from '../en/certificate';
import { formats } from '../format';

const f = formats('zh');

const place: Readonly<Record<StationName, string>> = {
  recognise: '识别',
  flash: '烧录',
  license: '授权',
  verify: '校验',
  boot: '启动',
  pair: '配网',
  activate: '激活',
  control: '控制',
};
const at = (station: StationName | undefined) => (station ? `“${place[station]}”` : '');

export const certificate: WordsOf<typeof english> = {
  title: '证书',
  lead: '每次运行证实了什么，可打印，也可导出。其中没有密钥、密码和令牌。',
  all: '全部记录',
  comma: '，',
  space: '',
  virtual: '虚拟',
  noHardware: '虚拟，无实物',
  virtualLead: '虚拟，无实物。',
  virtualPace: (speed) => `速度设为真板的 ${speed} 倍。`,
  virtualTag: (speed) => `虚拟 ${speed}×`,
  reading: '正在读取记录…',
  notKept: '这里没有这次运行的记录。记录保存在当时使用的浏览器里，最多 500 次。',

  heads: {
    bound: () => '已绑定，有据可查。',
    proven: () => '已证实，未绑定。',
    doubtful: (station) => `已搁置${station ? `，停在${at(station)}` : ''}。`,
    failed: (station) => `未绑定：${at(station)}失败。`,
    waiting: (station) => `未完成：${station ? `在${at(station)}` : ''}等待操作。`,
    stopped: (station) => `未完成：${station ? `在${at(station)}` : ''}停止。`,
  },
  outcomes: {
    bound: '已绑定',
    proven: '已证实',
    doubtful: '存疑',
    failed: '失败',
    waiting: '等你操作',
    stopped: '已停止',
  },
  begun: (time, took) => `${time} 开始，操作用时 ${took}。`,
  clockMoved: (ahead) =>
    `运行期间，此电脑的时钟${ahead ? '被调快，或电脑曾休眠' : '被调慢'}：不能用本页上的时刻推算用时。`,
  answered: (latency) => `首条指令 ${latency} 后得到应答。`,

  facts: {
    label: '事实',
    product: '产品',
    board: '开发板',
    firmware: '固件',
    sha256: 'SHA-256',
    license: '授权码',
    device: '设备 ID',
    first: '首个数据点',
    happened: '发生了什么',
    heard: '最后听到',
  },
  pid: (pid) => `PID ${pid}`,
  rev: (revision) => `版本 ${revision}`,
  mac: (mac) => `MAC ${mac}`,
  bytes: (n) => `${f.count(n)} 字节`,
  uuid: (uuid) => `uuid ${uuid}`,
  keyNotPrinted: '（不打印密钥）',
  notTold: '未知',
  none: '无',
  demoCloud: '演示云，虚拟',
  project: '自己的项目',
  first: (id, value, latency) => `DP ${id} ${value}，往返 ${latency}`,
  on: '开',
  off: '关',
  rail: '步骤',
  qr: (text) => `二维码，内容为 ${text}`,
  qrNote: 'uuid 和 MAC 尾号。本页不含任何机密。',
  number: (n) => `No. ${n}`,
  run: (id) => `运行 ${id}`,
  recipe: (name) => `配方“${name}”`,

  print: '打印证书',
  printReport: '打印报告',
  printLabel: (size) => `打印标签 ${size} mm`,
  labels: '标签',
  labelNote: '显示比实物大。打印时选择对应的标签纸，不留边距。',
  export: '导出',
  exportNote: '供其他程序使用的事实数据，不含任何机密。',
  exportToday: (n) => `导出今天的 ${f.count(n)} 次运行`,
  json: 'JSON，.json',
  csv: '表格，.csv',
  exported: (n) => `已保存 ${f.count(n)} 次运行。`,

  label: {
    setAside: '已搁置',
    doubtful: '授权码存疑',
    failed: (station) => `${at(station)}失败`,
    waiting: (station) => `${at(station)}等待操作`,
    stopped: (station) => `停在${at(station)}`,
    unseen: '未见程序运行',
    flashAgain: '请重新烧录',
    readFirst: '重用前先读取',
    notFinished: '未完成',
    macTail: 'MAC 尾号',
    unnamed: '开发板',
  },

  list: {
    label: '运行记录，最新的在前',
    count: (n) => `共 ${f.count(n)} 次`,
    columns: { outcome: '结果', at: '开始', board: '开发板', device: '产品、设备', took: '用时' },
    open: (outcome, board, when) => `${outcome}：${board}，${when}`,
    unknownBoard: '未知开发板',
  },
  empty: {
    title: '还没有记录。',
    what: '第一块走完各步骤的开发板会填上这一页：证实了什么、何时、用的什么。',
    toBench: '去工作台',
    sheet: '一张空白证书：八个步骤都还没有点亮。',
  },
};
