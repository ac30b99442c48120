import type { WordsOf } from '../catalog';
import type { pairing as english } from '../en/pairing';

export const pairing: WordsOf<typeof english> = {
  bound: (took) => `绑定完成，用时 ${took}`,
  keysNotKept: '存储没有收下它的密钥：没有云时，本工作台无法连到它。',
  certificate: '证书',
  label: '打印标签',
  device: '打开设备',

  choose: {
    title: '在浏览器的列表里选择这块板。',
    what: '列表只显示用这块板自己的授权码广播的设备。浏览器需要你点一下才会打开它。',
    whatVirtual: '开发板和它的蓝牙都是虚拟的。真板需要点这一下，虚拟的也一样。',
    button: '选择开发板',
    all: '显示所有涂鸦设备',
    allNote:
      '列表一直是空的？可能它已经绑定过、没有在广播，或固件属于别的产品。这样可以放宽范围，不过只看名称就分不清是哪一块了。',
    picture: (name) => `浏览器的蓝牙列表：先选中 ${name}，再按“配对”。`,
    asks: (host) => `${host} 想要配对`,
    cancel: '取消',
    pair: '配对',
    name: '开发板自称 TYBLE，有些叫 BLE。名称都一样，靠筛选来区分。',
  },

  talk: {
    title: (name) => (name ? `正在与 ${name} 通信` : '正在与开发板通信'),
    steps: {
      find: '已搜到广播',
      connect: '已连接',
      proof: '证明持有授权码',
      token: '已取得令牌',
      wifi: '已收下 Wi-Fi 和令牌',
    },
    limit: '连接后 30 秒内没有配对，开发板会断开。',
    closed: '开发板断开了连接：它正在连 Wi-Fi。',
  },

  qr: {
    title: '用涂鸦 App 扫码。',
    steps: ['打开涂鸦智能或智能生活 App', '点“+”，再点扫一扫', '对准这个二维码'],
    stepsLabel: '按此顺序',
    needs: '需要涂鸦 App，而且开发板已经联网：固件在它与云端的通道上等手机的消息。还没有网络的开发板收不到。',
    code: '绑定这块板的二维码',
    holds: '二维码里只有 PID 和 uuid，没有机密。谁扫码，开发板就归谁。',
    scan: '让虚拟手机扫码',
    virtual: '这块板是虚拟的，能绑定它的手机也是虚拟的。',
    waiting: '等待手机。开发板的日志会告诉我们它来了。',
    apTitle: '那开发板的热点（AP 模式）呢？',
    ap: '没有蓝牙的开发板会开一个自己的 Wi-Fi，名称是 SmartLife- 加四个字符。涂鸦 App 连上它，用 UDP 和预共享密钥的 TLS 通信。浏览器网页两样都做不到，所以只能用 App：按住开发板的按键，直到指示灯慢闪，再在 App 里添加。它上线后，工作台同样看得到。',
  },
};
