/** 已经做了、却没能记录下来的事。 */
import { own } from '../../model/own';
import type { Details } from '../../model/problem';
import { short, told } from '../details';
import type { recordProblems as english } from '../en/record-problems';
import { bench } from './bench';

const again = '请腾出空间，或在普通窗口中打开本页，然后重试';

const done: Readonly<Record<string, { title: string; what: (d: Details) => string }>> = {
  flashed: {
    title: '固件已写入开发板，随后存储失败',
    what: () => `接下来的步骤需要存储，而存储已满或不允许本页使用。授权码没有发出。${again}。`,
  },
  'license-sent': {
    title: '授权码已发出，随后存储失败',
    what: () => `它留给这块板，状态存疑，不会发给别的板。${again}：会先读取开发板。`,
  },
  'license-accepted': {
    title: '开发板已接受授权码，但没能记录',
    what: () => `台账中该授权码仍归这块板，状态存疑，不会发给别的板。${again}：只读取开发板，不会重复发送。`,
  },
  'license-refused': {
    title: '开发板拒绝了授权码，但没能记录',
    what: () => `授权码留给这块板，状态存疑，直到读取开发板为止。${again}。`,
  },
  'license-not-equal': {
    title: '读回的内容不一致，但没能记录',
    what: () => `台账仍显示该授权码已写入，其实不然。请先把这块板放到一边。${again}。`,
  },
  'license-verified': {
    title: '开发板上已有授权码，台账还不知道',
    what: () => `两次读回都一致，该授权码归这块板。${again}：届时会补记。`,
  },
  paired: {
    title: 'Wi-Fi 和令牌已交给开发板，随后存储失败',
    what: () => `开发板可能会自行连上云。${again}。`,
  },
  bound: {
    title: '设备已绑定，但本机没能记住它',
    what: (d) =>
      `它已在云端${told(d, 'deviceId') ? `（${short(told(d, 'deviceId'))}）` : ''}。${again}：届时会补记，不会重新配网。`,
  },
  'set-aside': {
    title: '没用上的授权码没能退回',
    what: () => '它没有发出。下次在存储可用时打开工作台，它会重新变为空闲。',
  },
  run: {
    title: '这次运行的记录没能保存',
    what: () => '工作台上显示的结果仍然属实，但没有证书。请保存这块板的报告，或在存储可用后重新运行。',
  },
};

const wordsOf = (d: Details) => own(done, told(d, 'done') ?? '');

const stationOf = (d: Details) => own(bench.stations, told(d, 'station') ?? '');

export const recordProblems: typeof english = {
  'run.cut-off': {
    title: (d) => (stationOf(d) ? `中断在“${stationOf(d)}”` : '运行中断'),
    what: (d) => {
      const uuid = told(d, 'uuid');
      const file = told(d, 'file');
      const why = '运行途中页面被刷新或关闭，或者电脑停了。';
      if (uuid)
        return `${why}授权码 ${short(uuid)} 正在写入：可能写进去了，也可能没有。读取即可得知，不会改动板上任何内容。`;
      if (file) return `${why}闪存里已有 ${file} 的 ${told(d, 'percent') ?? '0'} %。再运行一次，会从那里接着写。`;
      return `${why}没有授权码因此损失。请再运行一次。`;
    },
  },
  'storage.not-noted': {
    title: (d) => wordsOf(d)?.title ?? '已完成，但没能记录',
    what: (d) => wordsOf(d)?.what(d) ?? `已做的不会撤销。${again}。`,
  },
};
