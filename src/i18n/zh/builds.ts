import type { BuildFind, WatchState } from '../../model/build';
import type { WordsOf } from '../catalog';
import type { builds as english } from '../en/builds';

const states: Readonly<Record<WatchState, string>> = {
  watching: '监视中',
  paused: '已暂停',
  asks: '尚未允许读取',
  gone: '找不到',
  elsewhere: '由另一个标签页监视',
};

const hints: Readonly<Record<WatchState, string>> = {
  watching: '',
  paused: '继续之前不会取用新的编译结果。',
  asks: '重新打开后，浏览器要先得到你的允许才能读取。',
  gone: '可能已移动、改名，或磁盘不在。恢复后会继续。',
  elsewhere: '只由一个标签页读取。它关闭后，这里会接着监视。',
};

const found: Readonly<Record<BuildFind, string>> = {
  changing: '正在写入',
  'half-written': '只写了一部分，等待其余内容',
  refused: '未取用',
  taken: '已放入固件库',
};

export const builds: WordsOf<typeof english> = {
  title: '编译文件夹',
  intro:
    '选择你的工程，或其中的 dist、build 文件夹。tos.py build 或 idf.py build 生成的固件一写完整就放入固件库，并可自动烧录到你选定的开发板。',
  choose: '监视文件夹',
  other: '换一个文件夹',
  unsupported: '这个浏览器不能监视文件夹，电脑上的 Chrome、Edge 和 Opera 可以。在这里请把每次编译的结果拖到页面上。',
  offer: (name) => `监视文件夹 ${name}？`,
  offerHint: '只读取，不改动。你停止之前一直有效。',
  watchIt: '监视',
  notNow: '暂不',
  notKept: '未能保存这个文件夹的选择。',
  states,
  hints,
  allow: '允许读取',
  pause: '暂停',
  goOn: '继续',
  stop: '停止监视',
  stopped: (name) => `已停止监视 ${name}。`,
  found,
  nothing: '里面还没有固件。',
  tooMuch: '文件太多，无法全部查看。请直接选择编译输出文件夹。',
  newest: '最新固件',
  built: (time) => `编译于 ${time}`,
  taken: (name, time) => `${name}，编译于 ${time}`,

  each: '每次编译后自动烧录到这块板',
  eachHint: '只写入有变化的部分，然后重启。授权码和 Wi-Fi 设置保留；无法保留时会先询问。',
  noMac: '这块板不报告 MAC，这个选择无法保留。',
  otherChip: (chips) => `适用于 ${chips}，不适用于这块板`,
  write: '烧录这次编译',
  toBanner: (took) => `从文件到启动信息 ${took}`,
};
