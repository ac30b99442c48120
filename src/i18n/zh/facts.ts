import { own } from '../../model/own';
import type { Details } from '../../model/problem';
import type { FactCode } from '../../model/run';
import type { WordsOf } from '../catalog';
import { joined, number, short, told } from '../details';
import type { facts as english } from '../en/facts';
import { formats } from '../format';
import { bindStepNames } from './bind';
import { lockNames } from './locks';

const f = formats('zh');
const rev = (d: Details) => told(d, 'revision') && `rev ${told(d, 'revision')?.replace(/^v/, '')}`;
const size = (d: Details, key: string) => (number(d, key) ? f.bytes(number(d, key) ?? 0) : undefined);

const steps: Readonly<Record<string, string>> = bindStepNames;
const switched: Readonly<Record<string, string>> = { true: '开', false: '关' };
const value = (d: Details) => own(switched, told(d, 'value') ?? '') ?? told(d, 'value');

const place = (d: Details) => `0x${(number(d, 'offset') ?? 0).toString(16).toUpperCase()}`;

const answersBy = new Map<string | undefined, (d: Details) => string>([
  ['slot', (d) => `由 ${told(d, 'slot') ?? '该分区'} 启动`],
  ['build', (d) => joined(' ', '应答的是构建', told(d, 'build'))],
  ['name', () => '以独有的名字应答'],
  ['only', () => '已应答，闪存里只有这一个程序'],
]);

const writingAt = (d: Details) =>
  number(d, 'baud')
    ? `以 ${f.count(number(d, 'baud') ?? 0)} 波特写入：线路达不到 ${f.count(number(d, 'asked') ?? 0)}`
    : '写入中';

/** Of an image that was partly there. */
const sentOf = (d: Details) => {
  if (!number(d, 'kept')) return size(d, 'size');
  return number(d, 'sent')
    ? `${size(d, 'size')} 中只发送 ${size(d, 'sent')}，其余板上已有`
    : joined('，', size(d, 'size'), '板上已全部具备');
};

const wording: Readonly<Record<FactCode, (d: Details) => string>> = {
  'chip-told': (d) => joined('，', rev(d), size(d, 'flashBytes'), lockNames(d)) || '芯片已应答',
  'heard-nothing': () => '还没有回应',
  'hand-needed': () => '需要你动手',
  resetting: () => '正在复位到下载模式',
  booting: () => '等待启动信息',
  preparing: () => '进入下载模式',
  writing: (d) =>
    joined('，', writingAt(d), number(d, 'resumed') !== undefined && `从 ${number(d, 'resumed')} % 处继续`),
  checking: () => '芯片正在校验',
  'slot-starts': (d) => `写入 ${place(d)} 的 ${told(d, 'slot') ?? '分区'}，由它启动`,
  'slot-set': (d) => `写入 ${place(d)} 的 ${told(d, 'slot') ?? '分区'}，设为由它启动`,
  answers: (d) => (answersBy.get(told(d, 'by')) ?? answersBy.get('only')!)(d),
  'not-told-apart': () => '校验和一致，未见运行',
  'stores-kept': (d) => joined(' ', short(told(d, 'uuid')) ?? '板上已存的数据', '已保留：校验和与之前一致'),
  'md5-equal': (d) => joined('，', '校验和一致', sentOf(d), told(d, 'slot') && `在 ${told(d, 'slot')}`),
  'set-aside': (d) => joined(' ', '已为本板预留', short(told(d, 'uuid'))),
  sending: () => '已发送，等待应答',
  'calibration-restored': (d) => joined('，', '射频校准已写回', told(d, 'mac')),
  'already-has-it': () => '板上已有',
  'otp-holds-another': (d) => joined(' ', 'OTP 里另有', short(told(d, 'uuid'))),
  'writing-again': () => 'OTP 仍为空，再写一次',
  'not-in-otp': () => '固件把它写进了闪存',
  accepted: (d) => joined(' ', 'uuid', short(told(d, 'uuid')), told(d, 'place') === 'otp' ? '（OTP）' : undefined),
  adopted: () => '板上已有，已记入台账',
  'reading-back': () => '正在回读',
  restarting: () => '重启后再读一次',
  'read-back-once': () => '回读一次，一致',
  'read-back-twice': () => '回读两次，一致',
  'kept-theirs': () => '保留板上原有的，台账里没有',
  'sent-no-answer': () => '已发送，没有应答',
  stopped: () => '已手动停止',
  'not-in-plan': () => '方案中未选',
  'not-bound-here': () => '方案中没有产品',
  'own-banner': (d) => joined(' ', told(d, 'name'), told(d, 'version')) || '应用启动信息',
  'getting-token': () => '正在申请令牌',
  'looking-for-board': () => '正在搜索它的广播',
  'choose-in-list': () => '在浏览器列表中选择',
  connecting: () => '连接中',
  handshake: () => '正在证明持有授权码',
  paired: () => '已配对',
  'wifi-sent': (d) => joined(' ', '已下发', told(d, 'ssid'), '和令牌'),
  'wifi-accepted': () => 'Wi-Fi 名称、密码和配网令牌已交给设备',
  'show-qr': () => '显示二维码',
  'waiting-for-phone': () => '等待手机',
  'was-bound': () => '之前已绑定',
  'letting-go': () => '要求它清除绑定',
  released: () => '已确认没有绑定',
  'binding-step': (d) => own(steps, told(d, 'step') ?? '') ?? '进行中',
  'has-device-id': (d) => joined(' ', '设备', short(told(d, 'deviceId'))),
  'keys-not-kept': () => '本机没能保存它的密钥',
  'dp-sent': (d) => joined(' ', '已下发 DP', told(d, 'id')),
  'dp-answered': (d) =>
    joined('，', joined(' ', 'DP', told(d, 'id'), value(d)), told(d, 'ms') && `往返 ${told(d, 'ms')} ms`),
};

export const facts: WordsOf<typeof english> = { of: wording };
