import type { BindStepName, BindStepView, BindView, ReturnCode, Witness } from '../../model/bind';
import { own } from '../../model/own';
import type { WordsOf } from '../catalog';
import { joined, number, short, told } from '../details';
import type { bind as english } from '../en/bind';
import { formats } from '../format';

const f = formats('zh');

const channels: Readonly<Record<NonNullable<BindView['channel']>, string>> = {
  bluetooth: '蓝牙',
  qr: '扫码',
  ap: 'AP 热点',
};

export const bindStepNames: Readonly<Record<BindStepName, string>> = {
  license: '授权码',
  channel: '配网方式',
  wifi: 'Wi-Fi',
  token: '令牌',
  discovery: '找云端',
  tls: 'TLS',
  activation: '激活',
  schema: '密钥与物模型',
  online: '上线',
  'data-point': '数据点',
};

const witnesses: Readonly<Record<Witness, string>> = {
  log: '日志可见',
  bluetooth: '蓝牙应答',
  'token-poll': '云端告知',
  'device-list': '云端可见',
  bench: '工作台确认',
};

type Details = NonNullable<BindStepView['details']>;

const facts: Readonly<Record<BindStepName, (d: Details) => string | undefined>> = {
  license: (d) => joined('，', joined(' ', told(d, 'uuid') && 'uuid', short(told(d, 'uuid'))), licensePlace(d)),
  channel: () => undefined,
  wifi: (d) => told(d, 'ssid') ?? (told(d, 'link') === 'cable' ? '走网线' : undefined),
  token: (d) => joined(' ', told(d, 'region') && '区域', told(d, 'region')),
  discovery: (d) => told(d, 'host'),
  tls: (d) => told(d, 'host'),
  activation: (d) => short(told(d, 'deviceId')),
  schema: () => '已保存',
  online: () => undefined,
  'data-point': (d) =>
    joined('，', told(d, 'dpId') && `DP ${told(d, 'dpId')} 为 ${told(d, 'value') ?? '已设'}`, latency(d)),
};
const licensePlace = (d: Details) => own({ compiled: '编译时写入', otp: '一次性存储' }, told(d, 'from') ?? '');
const latency = (d: Details) =>
  number(d, 'latencyMs') === undefined ? undefined : f.took(number(d, 'latencyMs') ?? 0);

const codes: Readonly<Record<ReturnCode, string>> = {
  general: '一般错误',
  parameter: '被拒绝',
  network: '网络错误',
  json: '缺少字段',
  connect: '连接失败',
  transfer: '传输失败',
  storage: '存储错误',
  timeout: '超时',
  missing: '不存在',
  authentication: '认证失败',
  tls: 'TLS 错误',
  'no-gateway': '设备不存在',
  'token-expired': '令牌过期',
  'must-reset': '需要恢复出厂',
  unregistered: '未注册',
  signature: '签名错误',
  removed: '已被移除',
  'bound-already': '已经绑定',
  link: '连接错误',
};

export const bind: WordsOf<typeof english> = {
  label: '绑定的每一步',
  name: (step: BindStepName, { channel }: Pick<BindView, 'channel'> = {}) =>
    step === 'channel' && channel ? channels[channel] : bindStepNames[step],
  fact: (step: BindStepName, details: Details, witness: Witness | undefined) =>
    facts[step](details) || (witness ? witnesses[witness] : undefined),
  by: (step: BindStepName) => `由“${bindStepNames[step]}”证明`,
  notSeen: '没有看到',
  notReached: (n) => `还有 ${n} 步，没有走到`,
  boundBefore: '早已绑定',
  waiting: '进行中',
  tries: (n: number) => `试了 ${f.count(n)} 次`,
  times: (n: number) => `出现 ${f.count(n)} 次`,
  crashes: (n: number) => `崩溃 ${f.count(n)} 次`,
  code: (code: ReturnCode) => codes[code],
  silent: {
    unknown: '日志里没有一行是我们认识的，只有云端的消息能点亮步骤。',
    nothing: '还没有听到与绑定有关的内容。',
  },

  reader: {
    title: '读取保存的日志',
    lead: '看一块板走到了入云的哪一步、被什么挡住。日志只留在这台电脑上，密码和密钥会先遮盖再显示。',
    choose: '选择文件',
    drop: '把日志拖到这里：本页的串口日志、终端或串口工具保存的都可以。',
    paste: '粘贴日志',
    pasteLabel: '日志',
    pasteHint: '最好是从开机起的几百行。',
    read: '读取',
    another: '读另一份',
    pasted: '粘贴的文本',
    tooLarge: (name: string, mebibytes: number) => `${name} 超过 ${mebibytes} MiB。请截取绑定前后的部分。`,
    unreadable: (name: string) => `${name} 读不出来。`,
    empty: (name: string) => `${name} 里没有文字。`,
    counted: (lines: number, matched: number) => `共 ${f.count(lines)} 行，其中 ${f.count(matched)} 行与绑定有关`,
    life: (n: number, of: number) => `第 ${n} 次启动，共 ${of} 次`,
    lives: '这块板启动了不止一次',
    bound: '已绑定，在线。',
    offline: '已绑定。日志结束时它掉了线，正在重连。',
    waiting: {
      any: '设备在等待配网：蓝牙、AP 热点或扫码都可以。到这里一切正常。',
      qr: '设备在等待扫码。授权码、网络和云端都没有问题。',
    },
    underWay: (step: string) => `日志结束时“${step}”还在进行。`,
    endsAt: (step: string) => `日志停在“${step}”之前。`,
    nothing: '没有一行与绑定有关：日志开始得太晚，或者日志级别没有打印它们。',
    knownFault: '这个固件的已知问题',
    unknownTitle: '这份日志没有提到绑定',
    unknown: (source: string) => `没有一行来自我们认识的 ${source}。可能是别的固件、日志级别太高，或者日志开始得太晚。`,
    knownFrom: (source: string) => `可识别的日志来自 ${source}。`,
    happened: '发生了什么',
    know: '已知情况',
    doThis: '怎么办',
    evidence: '点亮步骤的日志',
    identity: { deviceId: '设备 ID', uuid: 'uuid', pid: 'PID' },
    runs: '或者看本工作台的一次运行',
    runsNote: '每次运行都留有各步的记录。',
    noRuns: '还没有配过网的运行记录。',
    openRun: (when: string) => `${when} 那次运行的步骤`,
    unknownBoard: '未知的板',
    virtual: '虚拟',
    outcomes: { proven: '完成', failed: '失败', doubtful: '存疑', waiting: '等你操作', stopped: '已停止' },
  },
};
