import type { WordsOf } from '../catalog';
import type { air as english } from '../en/air';
import { formats } from '../format';

const f = formats('zh');

export const air: WordsOf<typeof english> = {
  title: '开发板能收到的网络',
  board: '开发板',
  ask: '问问开发板',
  again: '再问一次',
  listening: '正在逐个信道扫描…',
  noBoard: '工作台识别过的开发板可以说出它能收到哪些网络。',
  atWork: '这块板正在运行方案，结束后再问。',
  none: '它一个网络也收不到。天线接好了吗？',
  list: '它能收到的网络，信号强的在前',
  network: (ssid, channel, rssi) => `${ssid}，信道 ${channel}，${rssi} dBm`,
  channel: (n) => `信道 ${n}`,
  signal: (dBm) => `${dBm} dBm`,
  hidden: (n) => `有 ${f.count(n)} 个网络隐藏了名称：手动输入名称即可加入。`,
  security: '固件不会说明网络的加密方式。没有密码的开放网络无法下发。',
  unheard: (ssid) => `开发板收不到“${ssid}”。`,
  because: {
    deafTo5: '它只能收 2.4 GHz。如果路由器只在 5 GHz 用这个名称，请再开一个 2.4 GHz 网络。',
    hidden: '它也可能是隐藏名称的网络之一，那样照输入的名称就能连。',
    cut: '它的列表最多二十个，这个网络可能排在后面。',
    far: '也可能没开机，或者太远。',
  },
};
