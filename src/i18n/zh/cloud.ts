import type { WordsOf } from '../catalog';
import type { cloud as english } from '../en/cloud';
import { formats } from '../format';

const f = formats('zh');

type Words = WordsOf<typeof english>;

const span = (ms: number): string => {
  const s = Math.round(Math.abs(ms) / 1000);
  if (s < 60) return `${s} 秒`;
  if (s < 3600) return s % 60 ? `${Math.floor(s / 60)} 分 ${s % 60} 秒` : `${s / 60} 分钟`;
  const minutes = Math.floor(s / 60) % 60;
  return `${Math.floor(s / 3600)} 小时${minutes ? ` ${minutes} 分` : ''}`;
};

const clock = (offsetMs: number): string => `这台电脑的时钟${offsetMs > 0 ? '慢' : '快'}了 ${span(offsetMs)}。`;

type CodeWords = Words['codes'][number];
const says = (what: string, click?: string): CodeWords => ({ what: () => what, ...(click && { click }) });

const keyPlace = '控制台：云开发 → 你的项目 → 概况 → 授权密钥。';
const servicePlace = '控制台：云开发 → 你的项目 → 服务 API → 前往授权。';
const parameter = '再试一次；若仍如此，请带上错误码反馈。';

const codes: Readonly<Record<number, CodeWords>> = {
  500: says('云端自身出错。', '过一分钟再试。'),
  1000: says('云端没有这条数据。', '刷新列表看看，可能已被删除。'),
  1001: says('这里没有项目使用这个密钥。', `${keyPlace}重新复制 Access ID 和 Access Secret。`),
  1002: says('请求没有带访问令牌。', '再试一次，会重新获取。'),
  1003: says('云端不认识这种获取访问令牌的方式。', parameter),
  1004: says('签名不对：密钥有误，或不属于这个 Access ID。', `${keyPlace}重新复制 Access Secret，在设置里再填一次。`),
  1005: says('这里没有这个 Access ID 的项目。', `${keyPlace}核对 ID 和所在的数据中心。`),
  1006: says('云端不接受这种内容类型。', '可能被代理改过，换个网络试试。'),
  1007: says('这不是云项目的密钥：App 或设备的密钥在这里不能用。', keyPlace),
  1010: says('访问令牌已过期，重新获取也被拒绝。', '关掉其他使用这个项目的程序：新令牌会让旧的失效。'),
  1011: says('访问令牌不是当前有效的那个。', '关掉其他使用这个项目的程序，再试一次。'),
  1012: says('访问令牌已被收回。', '再试一次，会重新获取。'),
  1013: {
    what: ({ offsetMs }) =>
      offsetMs === undefined ? '这台电脑的时钟与云端相差太多。' : `请求时间不被接受。${clock(offsetMs)}`,
    click: '让电脑自动对时，再试一次。',
  },
  1100: says('请求中有一项是空的。', parameter),
  1101: says('请求中有一项超出范围。', parameter),
  1102: says('请求中缺少一项。', parameter),
  1103: says('云端不认识这个数据点，或不接受这个值。', '把控制台里的产品功能与这里的数据点对照一下。'),
  1104: says('请求中有一项类型不对。', parameter),
  1105: says('请求缺少一个头部。', '可能被代理去掉了，换个网络试试。'),
  1106: says(
    '没有权限：设备没有关联到这个项目，或在别的数据中心。',
    '控制台：你的项目 → 设备 → 关联 App 账号，或添加设备；再核对数据中心。',
  ),
  1107: says('授权码无效，或已用过。', '重新把账号关联到项目。'),
  1108: says('这个数据中心或套餐里没有这个接口。', servicePlace),
  1109: says('请求中有一项不被接受。', parameter),
  1110: says('项目的并发请求太多。', '稍等片刻；同一项目的所有工作台共用一个限额。'),
  1111: says('云端繁忙。', '稍等片刻再试。'),
  1112: says('云端还在同步这个用户的设备。', '过一分钟再试。'),
  1113: says('短时间内重复了同一操作。', '稍等片刻。若仍如此，到控制台核对套餐的用户数上限。'),
  1114: says(
    '项目只接受白名单里的地址，而这个网络的地址不在其中。',
    '控制台：你的项目 → 概况 → IP 白名单，加入本网络的地址，或关闭白名单。',
  ),
  1199: says('短时间内请求太多。', '稍等片刻；同一项目的所有工作台共用一个限额。'),
  1400: says('访问令牌已失效。', '关掉其他使用这个项目的程序，再试一次。'),
  2001: says('设备离线。', '检查供电和网络；这条指令不会留到以后再发。'),
  2003: says('设备没有这个功能。', '把控制台里的产品功能与这里的数据点对照一下。'),
  2005: says('云端没有这个产品。', '与控制台核对产品 ID。'),
  2006: says('云端没有这个用户。', '核对用户 ID，或为这个工作台新建一个。'),
  2007: says('那里不接受来自本国的请求。', '换用项目所在区域的数据中心，或换一台在该区域的电脑。'),
  2008: says('设备不支持这条指令，或不支持这个值。', '把控制台里的产品功能与这里的数据点对照一下。'),
  2009: says('这个设备不支持此操作。'),
  2010: says('云端没有这台设备。', '它已解绑或重置：刷新列表看看。'),
  2406: says(
    'App 账号没有关联到这个项目，或在别的数据中心。',
    '控制台：你的项目 → 设备 → 关联 App 账号；再核对数据中心。',
  ),
  28841001: says('项目无权使用这项服务。', `${servicePlace}授权 IoT Core。`),
  28841002: says('云开发套餐的试用已到期。', '控制台：云开发 → 云服务 → IoT Core → 延长试用，或购买套餐。'),
  28841003: says('云开发套餐已欠费。', '控制台：云开发 → 我的订阅，结清账单。'),
  28841004: says('试用套餐的调用次数已用完。', '等下个月，或购买套餐（控制台：云开发 → 我的订阅）。与开发板无关。'),
  28841101: says('项目没有订阅这个 API。', `${servicePlace}订阅该接口所属的服务。`),
  28841102: says('这个 API 的订阅已到期。', `${servicePlace}续订该接口所属的服务。`),
  28841103: says('这个 API 已欠费。', '控制台：云开发 → 我的订阅，结清账单。'),
  28841104: says('这个 API 的调用次数已用完。', '等下个月，或加购（控制台：云开发 → 我的订阅）。'),
  28841105: says('项目没有获得这个 API 的授权。', `${servicePlace}勾选项目并确认，可能要等几分钟。`),
  28841106: says('已订阅这个 API，但没有授权给项目。', `${servicePlace}勾选项目并确认，可能要等几分钟。`),
  28841107: says('项目没有启用这个数据中心。', '只有设备在那里时才需要。控制台：你的项目 → 概况 → 编辑 → 数据中心。'),
  40000309: says('同样的内容查询得太频繁。', '过一分钟再试。'),
};

export const cloud: Words = {
  title: '云端与中继',
  span,
  clock,
  codes,
  otherCode: (msg) => (msg === '' ? '云端拒绝了。' : `云端拒绝了：“${msg}”。`),
  code: (code) => `错误码\u00a0${code}`,
  doThis: '怎么办',

  relay: '中继',
  sameOrigin: '与本页同源',
  accessId: 'Access ID',
  secretStays: '密钥只留在中继里',
  token: '访问令牌',
  tokenLeft: (ms) => `剩 ${span(ms)}`,
  tokenRenews: '会自动续期',
  noToken: '还没有',
  tokenFirst: '第一次请求时获取',
  events: '实时上报',
  origins: { push: '消息推送', polling: '反复查询', virtual: '模拟', none: '还没有' },
  calls: '调用次数',
  callsToday: (n) => `今日 ${f.count(n)} 次`,
  callsMonth: (n, plan) =>
    plan === undefined
      ? `本月 ${f.count(n)} 次；套餐额度见控制台`
      : `本月 ${f.count(n)} / ${f.count(plan)} 次（${Math.round((n / plan) * 100)}%）`,
  asking: '询问中…',
  answers: (ms) => `中继已应答，${ms} 毫秒`,
  absent: '没有中继',
  absentTitle: '真实项目需要工作台自带的小服务器。',
  absentWhat:
    '网页不能直接调用这个云：那样网页就得持有密钥，而且云端不接受网页的请求。中继运行在这台电脑上，保管密钥并签名。',
  absentHow: '在 Bindery 的目录里运行，再打开它给出的地址：',
  absentWorks: '没有中继时，USB 上的一切照常，演示云和虚拟设备也能用。',
  lookAgain: '再找一次',
  demoRelay: '中继启动时选了演示云，不需要账号。',

  account: '项目',
  accountWhy: `${keyPlace}只发给本机的中继一次，之后不再显示。`,
  accountFixed: '在服务器启动时给定（BINDERY_ACCESS_ID 等），不能在这里修改。',
  secret: 'Access Secret',
  secretHint: '32 个字符',
  idWrong: 'Access ID 由 20 个字母和数字组成，这个不是。',
  secretWrong: (n) => `Access Secret 有 32 个字符，这里有 ${n} 个。`,
  dataCentre: '数据中心',
  save: '交给中继',
  move: '改用这个数据中心',
  change: '更改',
  forget: '忘掉它',
  cancel: '取消',
  kept: '中继已持有这个项目。',
  forgotten: '中继已忘掉这个项目。',
  remoteOnly: '只能在运行中继的那台电脑上做。',

  clockMatters: '签名按云端时间，所以请求正常；但开发板上的 TLS 可能不行。',
  setClock: '在系统设置里打开“自动设置时间”。',

  test: '连接测试',
  testNote: '一份凭据，所有数据中心',
  testAt: (time) => `一份凭据，所有数据中心，${time}`,
  run: '测试',
  again: '再测一次',
  testing: '正在询问各数据中心…',
  notTested: '看看项目在哪个数据中心，其他地方卡在哪里。',
  welcome: '你的项目在这里。',
  welcomeElsewhere: '这里也应答。工作台用的是另一个。',
  otherPlace: '有应答，但没有你的设备。',
  unreachable: '从这里连不上。',
  noAnswer: '没有及时应答。',
  useThis: '改用这个',
  nothingToDo: (name) => `工作台使用${name}。项目只在一处时，其他应答都属正常。`,
  nothingToDoTitle: '不用做什么：',
  somewhereElse: (name) => `项目在${name}有应答，请改用那里。`,
  nowhere: '没有一个数据中心接受这个项目。请看它所在数据中心那一行的原因。',
  centres: {
    cn: '中国',
    'us-west': '美国西部',
    'us-east': '美国东部',
    'eu-central': '欧洲中部',
    'eu-west': '欧洲西部',
    in: '印度',
    sg: '新加坡',
  },
};
