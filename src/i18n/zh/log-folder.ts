import type { WordsOf } from '../catalog';
import type { logFolderWords as english } from '../en/log-folder';
import { formats } from '../format';

const f = formats('zh');

export const logFolderWords: WordsOf<typeof english> = {
  open: '自动保存',
  title: '把日志存到文件夹',
  intro: '每次接收在文件夹里存成一个文件，开发板输出时每隔几秒写入一次，机密已遮盖。选择文件夹之后才会开始。',
  unsupported: '这个浏览器不允许网页写入文件夹，电脑上的 Chrome 和 Edge 可以。也可以手动保存日志。',
  choose: '选择文件夹',
  other: '换一个文件夹',
  stop: '停止保存',
  allow: '再次允许',
  retry: '重试',
  notKept: '浏览器的存储不可用，选择没有保存下来。',
  state: {
    saving: (folder, file) => (file ? `正在存到 ${folder}：${file}` : `从下一行起，日志会存到 ${folder}。`),
    asks: (folder) => `浏览器要再次确认，才能把日志存到 ${folder}。这期间的日志不会丢。`,
    full: (folder) => `${folder} 所在磁盘已满。腾出空间后会补写缺少的部分。`,
    gone: (folder) => `文件夹 ${folder} 已经不在了。请重新选择。`,
    failed: (folder) => `浏览器没有允许把日志存到 ${folder}，接收照常进行。`,
  },
  lines: (n) => `已写入 ${f.count(n)} 行`,
};
