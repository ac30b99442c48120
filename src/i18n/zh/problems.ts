import type { Details, ProblemCode, Remedy } from '../../model/problem';
import type { WordsOf } from '../catalog';
import { number, short, told } from '../details';
import type { problems as english } from '../en/problems';
import { formats } from '../format';
import { catalogueProblems } from './catalogue-problems';
import { copyProblems } from './copy-problems';
import { eraseProblems } from './erase-problems';
import { firmwareProblems } from './firmware-problems';
import { lockProblems } from './locks';
import { packageProblem } from './package-problems';
import { pairingProblems } from './pairing-problems';
import { recordProblems } from './record-problems';
import { slotProblems } from './slot-problems';
import { storeProblems } from './store-problems';

const f = formats('zh');
const quoted = (name: string | undefined, other: string) => (name ? `“${name}”` : other);
const bytes = (d: Details, key: string) => (number(d, key) === undefined ? undefined : f.bytes(number(d, key) ?? 0));
const nothingWritten = (d: Details) => told(d, 'phase') === 'preparing' || told(d, 'reason') === 'unaligned';
const uuidOf = (d: Details) => short(told(d, 'uuid') ?? told(d, 'found'));

const of: Readonly<Record<ProblemCode, { title: (d: Details) => string; what: (d: Details) => string }>> = {
  ...catalogueProblems,
  ...pairingProblems,
  ...firmwareProblems,
  ...lockProblems,
  ...recordProblems,
  ...storeProblems,
  ...copyProblems,
  ...slotProblems,
  'firmware.package': packageProblem,
  ...eraseProblems,
  'port.busy': {
    title: () => '端口被占用',
    what: () => '此端口正被本页面用于别的事。没有向开发板发送任何内容。',
  },
  'port.not-opened': {
    title: () => '端口打不开',
    what: (d) =>
      number(d, 'met') === 1
        ? '转接器已插上，这类转接器以前在这里打开过：现在多半被别的程序占用。没有向开发板发送任何内容。'
        : '转接器已插上，但系统没有把端口交给浏览器。没有向开发板发送任何内容。',
  },
  'port.not-allowed': {
    title: () => '策略禁止此端口',
    what: () => '网页自身的权限或本机策略不允许打开串口。请联系管理这台电脑的人。',
  },
  'port.other-tab': {
    title: () => '另一个标签页正在用这块板',
    what: () => '这个浏览器里还开着一个 Bindery 标签页，正在操作它。同一时间只能有一个标签页与开发板通信。',
  },
  'port.lost': {
    title: () => '开发板断开了',
    what: () => '使用过程中端口关闭：线被拔下，或者转接器掉电。',
  },
  'port.kept': {
    title: () => '浏览器保留了此端口',
    what: () => '工作台已交还此端口，但浏览器仍然列出它；由本机策略允许的端口就是这样。',
  },
  'port.line-refused': {
    title: (d) => `转接器不支持 ${f.count(number(d, 'baud') ?? 0)} 波特`,
    what: (d) =>
      `它拒绝了这个波特率或帧格式，端口仍保持 ${f.count(number(d, 'kept') ?? 0)} 波特。便宜的转接器最高只到 921,600 或 2,000,000。`,
  },
  'port.none-chosen': {
    title: () => '没有选择端口',
    what: () => '选择窗口被关闭。如果列表里没有这块板，多半是数据线或驱动的问题。',
  },
  'browser.no-serial': {
    title: () => '这个浏览器打不开串口',
    what: () => '请用电脑上的 Chrome、Edge 或 Opera。虚拟开发板在任何浏览器里都能用。',
  },
  'board.silent': {
    title: () => '开发板没有回应',
    what: (d) =>
      `${number(d, 'attempts') ? `询问了 ${f.count(number(d, 'attempts') ?? 0)} 次` : '一直在询问'}，下载模式都没有应答。没接复位线的开发板需要手动进入。`,
  },
  'board.garbled': {
    title: () => '有回应，但内容无法辨认',
    what: () => '在这个速率下收到的字节没有意义。常见原因是线材差、经过集线器，或线路有干扰。',
  },
  'board.foreign': {
    title: () => '这个串口上是别的设备',
    what: () =>
      '它在发送文字，但不像工作台认识的开发板，下载模式也没有应答。为避免打扰它，已停止询问。如果确实是你的开发板，请按住板上的按键再询问一次。',
  },
  'board.log-port': {
    title: () => '这是开发板的日志串口',
    what: (d) =>
      `开发板在这里${told(d, 'baud') ? `以 ${told(d, 'baud')} 波特` : ''}输出日志，这个串口只能收听。请选择同一根线上的另一个串口来烧录，本串口会自动并入。`,
  },
  'board.unsupported': {
    title: (d) => `暂不认识 ${told(d, 'chip') ?? '这颗芯片'}`,
    what: () => '它的应答像工作台能烧录的芯片，但工作台还不会烧录这一款。板上内容没有改动。',
  },
  'board.boot-loop': {
    title: () => '开发板在反复重启',
    what: () => 'ROM 找不到可以启动的应用，于是不断重来。写入一份完整固件通常就能解决。',
  },
  'board.changed': {
    title: () => '换成另一块板了',
    what: (d) =>
      `开始时是 ${told(d, 'expected') ?? '一个 MAC'}，现在端口上是 ${told(d, 'found') ?? '另一个 MAC'}。没有向它写入任何内容。`,
  },
  'board.no-banner': {
    title: () => '应用没有报到',
    what: (d) =>
      `${number(d, 'written') === 1 ? '固件已经写入并通过校验，但' : '开发板已重启，但'}没有等到启动信息。日志里可能有原因。`,
  },
  'firmware.none-chosen': {
    title: () => '还没选固件',
    what: () => '方案里要烧录，却没有指定固件。没有向开发板发送任何内容。',
  },
  'firmware.missing': {
    title: () => '固件已不在固件库里',
    what: () => '方案指定的文件已被移除，或者浏览器清理了它的存储。',
  },
  'firmware.not-firmware': {
    title: (d) => `${quoted(told(d, 'file'), '这个文件')}不是固件`,
    what: () => '里面没有所支持芯片能启动的文件头。',
  },
  'firmware.wrong-chip': {
    title: (d) => `这份固件用于 ${told(d, 'image') ?? told(d, 'wanted') ?? '另一种芯片'}`,
    what: (d) => `而这块板是 ${told(d, 'board') ?? told(d, 'chip') ?? '别的型号'}。一个字节也没有写入。`,
  },
  'firmware.bare-app-at-zero': {
    title: () => '单独的应用不能放在 0x0',
    what: () => '那里是引导程序的位置。请用合并固件，或把它写到所属分区的起始地址。',
  },
  'firmware.beyond-flash': {
    title: () => '固件超出了闪存',
    what: (d) =>
      `需要 ${bytes(d, 'needs') ?? bytes(d, 'end') ?? '更大空间'}，闪存只有 ${bytes(d, 'flashBytes') ?? bytes(d, 'has') ?? '较小容量'}。一个字节也没有写入。`,
  },
  'firmware.truncated': {
    title: () => '文件不完整',
    what: () => '文件头声明的长度比实际内容多，像是下载中断。请重新获取。',
  },
  'firmware.corrupt': {
    title: () => '文件已损坏',
    what: () => '它自带的校验和与内容不符。请重新获取。',
  },
  'firmware.virtual-only': {
    title: () => '这份固件只用于虚拟开发板',
    what: () => '它是为试用而做的，在真实芯片上无法启动。',
  },
  'flash.unfinished': {
    title: () => '闪存只写了一半',
    what: (d) =>
      `写入“${told(d, 'file') ?? '固件'}”时在 ${number(d, 'percent') ?? 0} % 处中断，而方案中没有烧录。已写入的部分保留不动，只补写其余部分。`,
  },
  'flash.write-failed': {
    title: (d) => (nothingWritten(d) ? '没能进入下载模式' : '写入中断'),
    what: (d) =>
      nothingWritten(d)
        ? '在写入第一个字节之前，开发板就离开了下载模式或不再应答。没有写入任何内容。'
        : '开发板不再确认数据块，闪存里的内容现在不完整；重新写入即可恢复。',
  },
  'flash.verify-failed': {
    title: (d) => (told(d, 'reason') ? '已写入，但未能证实' : '闪存内容与发送的不一致'),
    what: (d) =>
      told(d, 'reason')
        ? '开发板确认了每一个数据块，但它算出的校验值没有传回来，再问一次也没有。用较低的速率重新写入即可证实。'
        : '芯片算出的校验和与文件不同。降低速率往往有效。',
  },
  'flash.read-failed': {
    title: () => '读取闪存中断',
    what: () => '应答里缺了数据块。读取不会改动板上任何内容。',
  },
  'console.silent': {
    title: () => '应用没有应答',
    what: () => '重启后没有出现提示符。可能运行的是别的固件，或者用了别的速率。',
  },
  'console.no-auth': {
    title: () => '这个应用不支持写授权码',
    what: () => '它有提示符，但没有存储授权码的命令。用 TuyaOpen 构建的固件才有。',
  },
  'license.no-mac': {
    title: () => '开发板没有报出 MAC',
    what: () => '没有 MAC，台账无法记录授权码属于谁。没有消耗任何授权码。',
  },
  'license.factory-mac': {
    title: () => '开发板显示的是出厂默认 MAC',
    what: (d) =>
      `${told(d, 'mac') ?? '这个 MAC'} 在所有丢失自身 MAC 的开发板上都一样，不能用来归属授权码。没有消耗任何授权码。先让它恢复自己的 MAC：有备份就恢复射频扇区，否则用厂商工具重新校准。`,
  },
  'license.none-free': {
    title: () => '没有空闲的授权码',
    what: (d) =>
      `${told(d, 'batch') ? `${quoted(told(d, 'batch'), '')}里已经没有` : '授权码库里已经没有'}能给这块板的了。没有写入授权码。`,
  },
  'license.unreadable': {
    title: () => '没能读出板上的授权码',
    what: () => '应答为空或不完整。读清楚之前，不会覆盖它。',
  },
  'license.conflict': {
    title: (d) => (number(d, 'otp') ? '板上已有授权码' : '板上与台账的授权码不同'),
    what: (d) =>
      number(d, 'otp')
        ? `板上是 ${uuidOf(d) ?? '一个授权码'}。写 OTP 不会取代已有的授权码；没有任何改动。`
        : `板上是 ${uuidOf(d) ?? '一个'}，台账记的是 ${short(told(d, 'expected')) ?? '另一个'}。两边的授权码都没有改动。`,
  },
  'license.duplicate': {
    title: () => '这个授权码属于另一块板',
    what: (d) =>
      `台账中 ${uuidOf(d) ?? '它'} 归 ${told(d, 'owner') ?? told(d, 'mac') ?? '另一个 MAC'} 所有。两块板用同一个授权码，会在云端互相挤下线。`,
  },
  'license.foreign': {
    title: () => '板上的授权码不在你的台账里',
    what: (d) => `板上是 ${uuidOf(d) ?? '别处的授权码'}，台账里没有它，能否激活只有云端知道。覆盖之后就找不回来了。`,
  },
  'license.half-used': {
    title: () => '台账显示这个授权码已被用过',
    what: (d) => `${uuidOf(d) ?? '它'} 标记为在别处使用，却在这块板上。板上和台账里的授权码都没有改动。`,
  },
  'license.otp-confirm': {
    title: () => 'OTP 只能写一次',
    what: (d) =>
      `方案要求把 ${told(d, 'mac') ?? '这块板'} 的授权码写入 OTP。写入后永远归这块板；写在闪存里则还能改。还没有发出任何数据，也没有消耗授权码。`,
  },
  'license.otp-failed': {
    title: () => 'OTP 没有写进授权码',
    what: (d) =>
      told(d, 'reason') === 'storage'
        ? '板上的固件只能写闪存。授权码仍为这块板预留。'
        : '写了三次，每次回读都是空的。授权码仍为这块板预留，可以写进闪存。',
  },
  'license.refused': {
    title: () => '开发板拒绝了授权码',
    what: () => '它应答了，但没有接受。授权码没有消耗。',
  },
  'license.doubtful': {
    title: (d) => `授权码${uuidOf(d) ? ` ${uuidOf(d)} ` : ''}可能写进去了，也可能没有`,
    what: (d) =>
      `它的 uuid 和密钥${number(d, 'sentAt') ? `在 ${f.time(number(d, 'sentAt') ?? 0)} ` : '已经'}发出，之后没有等到应答。读清这块板之前，不会把它分给其他板。`,
  },
  'license.not-equal': {
    title: () => '回读不一致',
    what: (d) =>
      `${number(d, 'round') === 2 ? '重启后，' : ''}板上${told(d, 'found') ? `是 ${uuidOf(d)}` : '没有授权码'}。不能算校验通过。`,
  },
  'calibration.other-chip': {
    title: () => '这份备份属于别的芯片',
    what: () => '一种射频的校准数据对另一种没有意义。没有写入任何内容。',
  },
  'storage.failed': {
    title: () => '浏览器没能保存',
    what: () => '存储已满，或不允许本页使用。没有记录下来的内容，不会发给开发板。',
  },
  'cloud.no-relay': {
    title: () => '找不到工作台自带的服务',
    what: () =>
      '使用真实账号需要它：由它保管密钥并给调用签名。运行 npm start，再打开它打印的地址。演示云和 USB 上的一切操作不需要它。',
  },
  'cloud.no-account': {
    title: () => '还没有云账号',
    what: () => '在设置里填写项目的 Access ID、Access Secret 和数据中心，或继续使用演示云。',
  },
  'cloud.bad-account': {
    title: () => '这不是 Access ID 和密钥',
    what: (d) =>
      told(d, 'reason') === 'fixed'
        ? '账号是启动服务时给定的，页面不能更改。'
        : '两者都在控制台的「云开发」项目概况里，密钥有 32 个字符。没有保存任何内容。',
  },
  'cloud.unreachable': {
    title: () => '云端没有应答',
    what: (d) =>
      `连不上${told(d, 'host') ? ` ${told(d, 'host')}` : '数据中心'}${told(d, 'reason') ? `（${told(d, 'reason')}）` : ''}。通常是网络、代理或防火墙的原因。`,
  },
  'cloud.unreadable': {
    title: () => '应答的不是云端',
    what: (d) =>
      `${told(d, 'host') ? `${told(d, 'host')} 返回的` : '收到的'}内容不是云端的应答${number(d, 'status') ? `（HTTP ${number(d, 'status')}）` : ''}。网络的登录页面会造成这种情况。`,
  },
  'cloud.too-large': {
    title: () => '应答没完没了',
    what: (d) =>
      `${told(d, 'host') ?? '服务'} 发来的内容超过了云端应答可能的大小${number(d, 'most') ? `（${Math.round((number(d, 'most') ?? 0) / 1_048_576)} MiB）` : ''}，其余部分没有读取。代理或网络的登录页面会造成这种情况。`,
  },
  'cloud.busy': {
    title: () => '这个项目的调用太频繁',
    what: (d) =>
      `同一项目的所有工作台共用一个限额。${number(d, 'seconds') ? `${number(d, 'seconds')} 秒后可以再试。` : '稍后可以再试。'}`,
  },
  'cloud.not-allowed': {
    title: () => '服务拒绝了这个请求',
    what: () => '它只转发工作台需要的调用，而且只接受自己的页面。没有向云端发送任何内容。',
  },
  'bench.lost': {
    title: () => '工作台没有反应，这次运行中断了',
    what: (d) =>
      `${d.sent ? '授权码正在发往开发板：台账记为存疑，读一下板就知道。' : '为这块板留出而没有发出的授权码会退回池中；发出过的不会再给别的板。'}${d.anew ? '工作台已重新启动，正在重新查看各块板；闪存只写了一半的会标明。' : '板自己是否还在继续，这里不知道。'}`,
  },
  'bench.not-begun': {
    title: () => '工作台没能启动',
    what: (d) =>
      `页面的一部分没有取到，或者存储打不开${told(d, 'reason') ? `：${told(d, 'reason')}` : ''}。下一次操作会再试。`,
  },
  cancelled: {
    title: () => '已手动停止',
    what: () => '端口已释放，开发板可以重新烧录。',
  },
  unexpected: {
    title: () => '遇到未预料的情况',
    what: (d) => `工作台碰到一个没有归类的错误${told(d, 'reason') ? `：${told(d, 'reason')}` : ''}。报告有助于修复它。`,
  },
};

const remedy: Readonly<Record<Remedy, string>> = {
  retry: '重试',
  'hold-boot': 'ESP32 系列：按住 BOOT，点一下 RST，再松开 BOOT，然后重试。T5AI 系列：先重试，询问时点一下 RST。',
  'choose-port': '换一个端口',
  'close-other-programs': '关闭占用端口的串口工具、IDE 或其他标签页。',
  'check-cable': '换一根线，直接插到电脑上：有些线只能充电。',
  'choose-again': '重新选择',
  'drop-port': '忘掉此端口',
  'choose-firmware': '选择固件',
  'import-licenses': '导入授权码',
  'lower-baud': '降低速率重试',
  'read-board': '读取开发板',
  'keep-board-license': '保留板上的授权码',
  'skip-license': '不写授权码，继续',
  'into-otp': '写入 OTP…',
  'into-flash': '写入闪存',
  'keep-stores': '保留板上已存的数据',
  'overwrite-stores': '覆盖写入',
  'without-image-license': '去掉授权码再写',
  'with-image-license': '连同授权码一起写',
  'go-on': '不加证实，继续',
  'flash-again': '重新烧录',
  'go-on-writing': '继续写入',
  'flashed-elsewhere': '已用其他工具烧录',
  'open-console': '打开串口日志',
  'open-licenses': '打开台账',
  'open-settings': '打开设置',
  'open-products': '打开产品',
  'edit-plan': '编辑方案',
  'enter-wifi': '填写 Wi-Fi',
  'choose-device': '选择这块板',
  'show-all-devices': '显示所有涂鸦设备',
  'pair-again': '重新配网',
  'pair-by-qr': '用手机扫码绑定',
  'paste-token': '粘贴令牌',
  'skip-pairing': '不绑定，继续',
  'keep-binding': '保留绑定',
  'release-board': '解除绑定',
  'start-anew': '重新启动工作台',
  'reset-board': '按一下板上的 RST。',
  'check-network': '看看路由器：有没有外网，是否放行这块板。',
  'check-power': '换一根线、一个端口或电源给开发板供电。',
  'move-closer': '把开发板放近一些。',
};

export const problems: WordsOf<typeof english> = {
  of,
  remedy,
  again: {
    'came-back': '重新插上。上次这类转接器是自己回来的；如果这一栏没有动静，就重新选择它。',
    'chosen-again': '插上，再重新选择它：上次浏览器忘掉了这类转接器。',
    'by-serial': '重新插上。浏览器只凭序列号认得转接器，而很多转接器没有：如果这一栏没有动静，就重新选择它。',
    'by-socket': '插回同一个 USB 口。如果这一栏没有动静，就重新选择它。',
    unknown: '重新插上。如果这一栏没有动静，就重新选择它：浏览器可能已经忘了它。',
  },
  bothPorts: '它的两个端口都随线断开了：先在这里选一个，再选另一个。',
  space: '',
  readingChangesNothing: '读取不会改动板上任何内容。',
};
