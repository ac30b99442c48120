import type { Details } from '../../model/problem';
import { told } from '../details';

const names: Readonly<Record<string, string>> = {
  'secure-boot': '安全启动',
  'flash-encryption': '闪存加密',
};

const list = (d: Details): string[] => told(d, 'locks')?.split(' ') ?? [];

export const lockNames = (d: Details): string | undefined =>
  list(d)
    .map((lock) => names[lock] ?? lock)
    .join('和') || undefined;

const whyNoWrite = (d: Details): string =>
  list(d).includes('flash-encryption')
    ? '普通固件写进去会被解密成乱码，开发板将再也无法启动'
    : '它只启动经其所有者签名的固件，换成别的固件可能再也无法启动';

export const lockProblems = {
  'board.closed': {
    title: (d: Details) =>
      told(d, 'why') === 'no-download'
        ? '这颗芯片的下载模式已被永久关闭'
        : `${told(d, 'chip') ?? '这颗芯片'} 处于安全下载模式`,
    what: (d: Details) =>
      told(d, 'why') === 'no-download'
        ? '芯片里的 eFuse 禁止通过这根线访问闪存，因此工作台既无法识别也无法写入。开发板没有任何改动，正在运行原来的程序。'
        : '这种模式不提供 MAC，不能读回，也不能校验，工作台无法确认写的是哪块板、有没有写对。开发板没有任何改动，已重新运行原来的程序。',
  },
  'board.locked': {
    title: (d: Details) => `${told(d, 'chip') ?? '这颗芯片'} 启用了${lockNames(d) ?? '保护'}`,
    what: (d: Details) =>
      told(d, 'verb') === 'erase'
        ? '这样的开发板一旦丢失闪存里现有的内容，就再也无法启动。没有擦除任何内容。'
        : `${whyNoWrite(d)}。没有写入任何内容；不含烧录的方案仍可给它写入授权码并绑定。`,
  },
};
