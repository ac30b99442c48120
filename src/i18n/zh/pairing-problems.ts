import { own } from '../../model/own';
import type { Details } from '../../model/problem';
import { number, short, told } from '../details';
import type { PairingProblem } from '../en/pairing-problems';

const network = (d: Details) => (told(d, 'ssid') ? `“${told(d, 'ssid')}”` : '该网络');
const code = (d: Details) => (told(d, 'code') ? `日志显示 ${told(d, 'code')}。` : '');
const cloudSays = (d: Details) =>
  `云端返回 ${told(d, 'code') ?? '拒绝'}${told(d, 'msg') ? `，“${told(d, 'msg')}”` : ''}。`;

const byCable = (d: Details) => (told(d, 'link') === 'cable' ? '网线' : '');
const isOtherName = (d: Details) => ((number(d, 'code') ?? 0) & 12) === 4;

const crashTitles: Readonly<Record<string, string>> = {
  assert: '固件停在一处断言',
  exception: '固件崩溃了',
  abort: '固件自行中止',
  stack: '固件有任务栈溢出',
  heap: '固件破坏了自己的内存',
  watchdog: '固件卡死，被看门狗复位',
  brownout: '开发板供电跌落',
};
const crashPlace = (d: Details) => {
  const said = ['place', 'task', 'reason'].flatMap((name) => told(d, name) || []);
  return said.length > 0 ? `它说 ${said.join('，')}。` : '';
};

const isOff = (d: Details) => told(d, 'reason') === 'off' || number(d, 'off') === 1;

export const pairingProblems: Readonly<
  Record<PairingProblem, { title: (d: Details) => string; what: (d: Details) => string }>
> = {
  'cloud.refused': {
    title: (d) => `云端拒绝${told(d, 'code') ? `：${told(d, 'code')}` : ''}`,
    what: (d) => `${cloudSays(d)}开发板上没有任何改动。`,
  },
  'browser.no-bluetooth': {
    title: (d) => (isOff(d) ? '这台电脑的蓝牙没有打开' : '这个浏览器的网页不能用蓝牙'),
    what: (d) =>
      isOff(d)
        ? '浏览器支持蓝牙，但找不到可用的适配器。打开蓝牙，或用手机扫码绑定。'
        : told(d, 'system') === 'Linux'
          ? '在 Linux 上，Chrome 需要打开 chrome://flags/#enable-web-bluetooth。也可以先用手机 App 扫码绑定。'
          : '请用电脑上的 Chrome 或 Edge。也可以先用手机 App 扫码绑定。',
  },
  'radio.none-chosen': {
    title: () => '没有选择设备',
    what: () =>
      '浏览器的列表被关闭。列表只显示这一块板；如果一直是空的，说明它已经绑定过、没有在广播，或者广播的是别的产品。',
  },
  'radio.not-found': {
    title: () => '搜不到这块板的广播',
    what: () => '没有未绑定的设备用这个授权码广播。已经绑定的板广播内容不同；已上线或固件没在运行的板完全不广播。',
  },
  'radio.connect-failed': {
    title: () => '蓝牙连接不上',
    what: () => '试了两次都失败。开发板太远、正被别的手机占用，或者刚刚重启。',
  },
  'radio.no-service': {
    title: () => '这台设备不能在这里配网',
    what: () => '它没有涂鸦配网服务（FD50），可能是另一台同名设备。',
  },
  'radio.lost': {
    title: () => '蓝牙断开了',
    what: (d) => `${atStep(told(d, 'step'))}连接中断。可以重新配网，没有留下做了一半的东西。`,
  },
  'radio.small-packets': {
    title: () => '这条蓝牙链路只能传小包',
    what: (d) =>
      `设备的应答需要一个 165 字节的包，实际收到 ${number(d, 'got') ?? 20} 字节，固件无法分包补发。安卓版 Chrome 会这样，电脑上通常不会。`,
  },
  'pair.silent': {
    title: () => '设备在蓝牙上没有应答',
    what: (d) =>
      `已经连上，但它读不懂我们的话：设备里的授权码和所选的${told(d, 'uuid') ? `（${short(told(d, 'uuid'))}）` : ''}不是同一个。这里的沉默多半是这个原因。`,
  },
  'pair.wrong-license': {
    title: () => '授权码和这台设备对不上',
    what: () => '设备应答了，但应答里的凭据是用另一个 AuthKey 或 UUID 生成的。没有再向它发送任何内容。',
  },
  'pair.no-answer': {
    title: () => '设备突然没有回应',
    what: (d) => `${atStep(told(d, 'step'))}没有应答。复位后可以从头再来。`,
  },
  'pair.unknown-result': {
    title: () => '设备给出了未知的应答',
    what: (d) =>
      `问它是否配对成功，它返回 ${told(d, 'result') ?? '未知值'}；只有 00、01、02 有定义。没有向它发送密码。`,
  },
  'pair.was-bound': {
    title: () => '这块板已经绑定过',
    what: (d) =>
      `它已属于某个云项目${told(d, 'deviceId') ? `（${short(told(d, 'deviceId'))}）` : ''}。可以保持不变，也可以解除后重新绑定。`,
  },
  'pair.still-bound': {
    title: () => '这块板没有解除绑定',
    what: (d) =>
      told(d, 'result')
        ? `要求它清除绑定，它返回 ${told(d, 'result')}，即拒绝。它仍处于绑定状态，没有向它下发任何内容。`
        : '已要求它清除绑定，但它说自己仍是绑定状态。没有向它下发任何内容。',
  },
  'pair.refused': {
    title: () => '设备没有接受网络信息',
    what: (d) => `它返回 ${told(d, 'result') ?? '拒绝'}：有字段缺失、过长或无法识别。设备仍是未绑定状态。`,
  },
  'pair.not-listening': {
    title: () => '设备没有在等待配网',
    what: () => '已经配对，但固件里没有打开的配网会话：之前配过，或者已停止等待。复位后会重新打开。',
  },
  'pair.no-license': {
    title: () => '这块板用的是哪个授权码？',
    what: () => '蓝牙配网需要它的 UUID 和 AuthKey。请先完成授权，或读取这块板。',
  },
  'pair.chip-no-bluetooth': {
    title: (d) => `${told(d, 'chip') ?? '这颗芯片'} 没有蓝牙`,
    what: () => '可以用手机 App 扫描二维码绑定。',
  },
  'pair.chip-no-wifi': {
    title: (d) => `${told(d, 'chip') ?? '这颗芯片'} 没有 Wi-Fi`,
    what: () => '它自己连不上云端，无法绑定。烧录、授权和启动不受影响。',
  },
  'pair.not-scanned': {
    title: () => '没有人扫码',
    what: (d) => `设备等了 ${Math.round((number(d, 'seconds') ?? 300) / 60)} 分钟。它还没有绑定，仍在等待。`,
  },
  'wifi.missing': {
    title: (d) => (told(d, 'ssid') ? `缺少 ${network(d)} 的密码` : '设备要连哪个 Wi-Fi？'),
    what: () => '动手之前先填好名称和密码。密码只放在内存里，关闭页面就没有了。',
  },
  'wifi.cannot-scan': {
    title: () => '这块板说不出它能收到哪些网络',
    what: (d) =>
      told(d, 'why') === 'refused'
        ? `它的无线模块拒绝扫描（${told(d, 'rt') ?? ''}）：可能还没启动，或者正在连网。稍后再试。`
        : told(d, 'why') === 'no-command'
          ? '它的固件没有 sys_wifi_scan：编译时没有打开串口命令，或者版本太旧。名称可以手动输入。'
          : '工作台读不懂它的回答。名称可以手动输入。',
  },
  'wifi.open': {
    title: () => '开放网络无法下发',
    what: () => '2026 年起的固件不接受空密码的蓝牙配网。可用手机 App 扫码，或换一个有密码的网络。',
  },
  'wifi.too-long': {
    title: (d) => (told(d, 'field') === 'password' ? '密码太长' : '网络名称太长'),
    what: (d) => `设备最多能存 ${number(d, 'most') ?? 32} 字节（UTF-8），再长会写坏它的内存。`,
  },
  'token.no-owner': {
    title: () => '设备归谁所有？',
    what: () => '配网令牌要为项目的某个资产，或其 App 的某个用户生成。请在方案里选择。',
  },
  'plan.not-ready': {
    title: () => '还没有全部就绪',
    what: () => '开工检查发现了会让运行中断的问题。还没有动过任何东西。',
  },
  'bind.wifi-password': {
    title: (d) => `${network(d)} 拒绝了密码`,
    what: (d) => `设备搜到了网络，但被拒绝接入。${code(d)}注意大小写和空格。`,
  },
  'bind.wifi-not-found': {
    title: (d) => `设备搜不到${network(d)}`,
    what: () => '它收到了密码，也扫描过，但一直没有遇到这个网络。它的射频只有 2.4 GHz，看不到 5 GHz 网络。',
  },
  'bind.no-network': {
    title: () => '设备没有网络',
    what: (d) => `它一直在连 ${network(d)}，没说失败的原因。${code(d)}多半是密码不对，或者网络只有 5 GHz。`,
  },
  'bind.token-refused': {
    title: () => '云端拒绝了令牌',
    what: () => '令牌只能用一次，有效期约五分钟。设备会每秒用旧令牌重试，不会停：请先复位，再重新配网。',
  },
  'bind.not-authorised': {
    title: () => '未授权：云端不接受这个授权码',
    what: () => '授权码不是 TuyaOpen 的、尚未发布，或属于别的产品线。换一个同账号下的 TuyaOpen 授权码即可。',
  },
  'bind.license-elsewhere': {
    title: () => '这个授权码正在另一台设备上使用',
    what: (d) =>
      `一个 UUID 只能有一台在线${told(d, 'uuid') ? `（${short(told(d, 'uuid'))}）` : ''}。请在 App 中移除另一台，或给这块板换一个授权码。`,
  },
  'bind.no-license': {
    title: () => '板上没有存授权码',
    what: () =>
      '固件改用编译时写入的那一个。如果没有人在 tuya_config.h 里填过，那就是“uuidxxxx”占位授权码，云端永远不会接受；日志没有说是哪一种。',
  },
  'bind.placeholder-license': {
    title: () => '固件在用占位授权码',
    what: () => '板上没有授权码，所以用了编译时的 “uuidxxxx”。云端永远不会接受它。',
  },
  'bind.pid-mismatch': {
    title: () => '产品和固件不匹配',
    what: (d) =>
      `固件申请的产品${told(d, 'pid') ? ` ${told(d, 'pid')} ` : ''}与这个授权码的组合，云端不认可。请选择为该产品编译的固件。`,
  },
  'bind.clock': {
    title: () => '时钟对不上',
    what: (d) => `云端拒绝时间偏差过大的请求。${code(d)}校准这台电脑的时钟后再配网。`,
  },
  'bind.link-down': {
    title: (d) => (told(d, 'link') === 'cable' ? '网线没有连通' : '设备掉网了'),
    what: (d) =>
      told(d, 'link') === 'cable'
        ? '网线没插、插口没通，或路由器没有分配地址：恢复之前什么都不会继续。'
        : `它连上过 ${network(d)}，还没绑定就掉了线。它会自己重连。`,
  },
  'bind.no-dns': {
    title: (d) => `设备解析不了 ${told(d, 'host') ?? '云端域名'}`,
    what: (d) =>
      told(d, 'host') === '(null)'
        ? '固件要找的主机没有名字：编译时没有写入云端地址。'
        : `${byCable(d)}已联网，但查不到这个域名的地址。常见原因是路由器没有外网、需要登录的热点或 DNS 过滤。`,
  },
  'bind.unreachable': {
    title: (d) => `设备连不上 ${told(d, 'host') ?? (told(d, 'peer') ? '消息服务' : '云端')}`,
    what: (d) => `${byCable(d)}连接打不开。${code(d)}与授权码无关：常见原因是防火墙、端口被封或没有外网。`,
  },
  'bind.no-endpoint': {
    title: () => '设备找不到云端',
    what: (d) => `已联网，但地址服务没有应答。${code(d)}常见原因是防火墙、需要登录的热点或 DNS。`,
  },
  'bind.other-cloud': {
    title: (d) => `${told(d, 'host') ?? '对方主机'} 的证书属于另一个云`,
    what: (d) =>
      isOtherName(d)
        ? `证书上写的是别的名字。${code(d)}用地址访问的主机，证书里也要把这个地址写成名字。`
        : `签发它的根证书，这块板不认识。${code(d)}可能中间有人拦截，或者这块板曾与另一个云配过网：那个根证书会一直留着，复位也不会清除，要重新配网或擦除整片闪存。`,
  },
  'bind.tls': {
    title: () => '设备无法建立安全连接',
    what: (d) => `与 ${told(d, 'host') ?? '云端'} 的 TLS 连接失败。${code(d)}Wi-Fi 正常时，问题在 DNS、时间或防火墙。`,
  },
  'bind.activation-failed': {
    title: () => '激活被拒绝',
    what: (d) => `${told(d, 'msg') ? `云端说“${told(d, 'msg')}”。` : '云端没有说明原因。'}${code(d)}`,
  },
  'bind.login-refused': {
    title: (d) =>
      told(d, 'client') === 'bluetooth'
        ? '设备读不懂收到的内容'
        : told(d, 'client') === 'device'
          ? '云端拒绝了设备登录'
          : '云端不认这个授权码',
    what: (d) =>
      told(d, 'client') === 'bluetooth'
        ? '发送方用的 AuthKey 或 UUID 和板上的不一样。'
        : told(d, 'client') === 'device'
          ? `设备已激活，但上不了线。${code(d)}它会自己重试，间隔越来越长。`
          : '设备无法登录：板上的 AuthKey 与这个 UUID 不是一对。',
  },
  'bind.broker-refused': {
    title: () => '设备离线时被移除了',
    what: () => '消息服务拒绝了它，它已清除绑定，正在等新的令牌。',
  },
  'bind.crashed': {
    title: (d) => crashTitles[told(d, 'kind') ?? ''] ?? '固件崩溃了',
    what: (d) =>
      `${crashPlace(d)}${told(d, 'kind') === 'brownout' ? '供电撑不住，多半在射频启动时：换线、换端口，或单独供电。' : ''}开发板每次都会重新启动。日志里在它之前的部分是正常的。`,
  },
  'bind.report-dropped': {
    title: (d) =>
      told(d, 'kind') === 'bitmap'
        ? '这个固件会丢弃所有故障型上报'
        : `固件丢弃了一次上报：${told(d, 'value') ?? '文本'} 超出范围`,
    what: (d) =>
      told(d, 'kind') === 'bitmap'
        ? `TuyaOpen 1.8.0 及以前的已知问题：对故障型数据点的检查永远通不过，${told(d, 'value') ?? '这个值'} 没有离开开发板。绑定和其他数据点不受影响。请用修好 dp_schema.c 中 dp_type_check 的版本编译，或先用数值型数据点上报。`
        : `产品允许${told(d, 'least') ? `从 ${told(d, 'least')} 到 ` : '最多 '}${told(d, 'most') ?? '更小的值'}；超出的不会离开开发板，云端也听不到。请改固件，或改产品的范围。`,
  },
  'bind.unheard': {
    title: () => '之后再没有消息',
    what: (d) =>
      `设备${number(d, 'seconds') ? `在 ${number(d, 'seconds')} 秒前` : ''}收到了网络和令牌，但一直没有上线。多半是 Wi-Fi 密码不对，或者是 5 GHz 网络。`,
  },
  'control.no-point': {
    title: () => '这个产品没有可控的数据点',
    what: () => '它的数据点都不能下发，或云端没有给出。设备已经绑定成功。',
  },
  'control.refused': {
    title: () => '云端拒绝了指令',
    what: (d) => `${cloudSays(d)}设备已经绑定成功。`,
  },
  'control.no-answer': {
    title: () => '设备没有回应指令',
    what: (d) =>
      `云端接受了指令${told(d, 'dp') ? `（${told(d, 'dp')}）` : ''}，但 ${number(d, 'seconds') ?? 10} 秒内没有上报。设备已经绑定成功。`,
  },
};

const steps: Readonly<Record<string, string>> = {
  'device-info': '设备自我介绍时',
  pair: '配对时',
  config: '下发网络信息时',
  release: '解除绑定时',
  'data-point': '传数据点时',
};
const atStep = (step: string | undefined): string => own(steps, step ?? '') ?? '对话中途';
