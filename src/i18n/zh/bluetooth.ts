import type { WordsOf } from '../catalog';
import type { bluetooth as english } from '../en/bluetooth';

export const bluetooth: WordsOf<typeof english> = {
  title: '通过蓝牙',
  mark: '蓝牙',
  what: '没有外网时，工作台凭绑定时见到的密钥，仍能与设备通信。',
  onAir: '设备只有在没连上云端时才会广播。它每三秒检查一次，连上后就停止广播。',
  isOnline: '它现在连着云端，蓝牙搜不到它。',
  none: '工作台没有它的密钥：它是在别处绑定的，或绑定时没有听到它的日志。',
  connect: '通过蓝牙连接',
  again: '再次连接',
  stop: '停止',
  disconnect: '断开',

  looking: '正在搜索它的广播…',
  asking: '在浏览器的列表里选择它：列表只显示这一台设备。',
  choose: '选择设备',
  all: '显示所有涂鸦设备',
  connecting: (name) => (name ? `正在连接 ${name}…` : '正在连接…'),
  connected: (time) => `已连接，自 ${time}`,
  through: '控件直接与设备通信。设备回到云端后，会把变化告诉云端。',
  closed: {
    device: '设备断开了连接：它回到了云端、重启了，或离得太远。',
    host: '已断开。',
  },
  unbound: '它凭授权码应答，已不属于任何人：期间被重置过。旧密钥已清除。',

  release: {
    menu: '解除这块板的绑定',
    title: '解除这块板的绑定',
    what: '会发生什么',
    does: [
      '设备忘掉它的云端、密钥和 Wi-Fi，等待新的配网令牌。',
      '授权码留在板上。',
      '云端不会得知：有外网后，请在云端也解绑。',
    ],
    label: (head) => `设备 ID 的最后四个字符，${head}…`,
    hint: '确认就是这一台。',
    wrong: '这不是它的最后四个字符。',
    keep: '保留',
    do: '解除绑定',
    close: '关闭',
    working: '正在解除绑定…',
    unseen: '链路随重置一同断开，解除绑定时正是这样；但之后没有再遇到它，还不能确认。在确认之前，密钥仍留在这里。',
    done: '已解除绑定。它在等新的配网令牌，工作台不再持有它的密钥。',
  },

  internet: {
    label: '这块板是虚拟的，它的外网也是。',
    off: '断开它的外网',
    on: '恢复它的外网',
    isOff: '它的外网已断开。之前在线满几秒的话，几秒内就会开始广播。',
  },

  list: {
    title: '由工作台绑定',
    what: '现在问不到它们的云端。它们同样离线时，可以通过蓝牙连接。',
    label: '工作台持有密钥的设备',
    columns: { name: '设备', uuid: 'uuid', pid: 'PID', since: '绑定时间' },
  },
};
