import type { Details } from '../../model/problem';
import { number, short, told } from '../details';
import type { EraseProblem } from '../en/erase-problems';

const hex = (d: Details, key: string) => `0x${(number(d, key) ?? 0).toString(16).toUpperCase()}`;
const uuid = (d: Details) => `授权码 ${short(told(d, 'uuid')) ?? ''}`.trim();

const whyNotKept = (d: Details): string => {
  switch (told(d, 'why')) {
    case 'no-table':
      return '没有完好的分区表，无从知道有没有授权码、存在哪里。';
    case 'no-mac':
      return `板上有${uuid(d)}，但它没有自己的 MAC，无法归到它名下。`;
    case 'not-ours':
      return told(d, 'owner')
        ? `板上有${uuid(d)}，而台账把它记在 ${told(d, 'owner')} 名下，仍归那块板。`
        : `板上有${uuid(d)}，而台账里这块板是另一个授权码，或者密钥不同。`;
    default:
      return '存储区里的内容只有原固件能读，而固件没有说出授权码。';
  }
};

export const eraseProblems: Readonly<
  Record<EraseProblem, { title: (d: Details) => string; what: (d: Details) => string }>
> = {
  'flash.half-erased': {
    title: () => '闪存只擦了一半',
    what: (d) => `擦除在 ${number(d, 'percent') ?? 0} % 处中断，而方案中没有烧录。请重新擦除，或者烧录。`,
  },
  'erase.not-confirmed': {
    title: () => '和这块板的末四位不一致',
    what: () => '输入的内容属于另一块板。没有擦除任何内容。',
  },
  'erase.bad-span': {
    title: (d) => (told(d, 'reason') === 'changed' ? '板上的布局已经变了' : '这段闪存不能擦除'),
    what: (d) => {
      switch (told(d, 'reason')) {
        case 'changed':
          return '板上的分区表和刚才看到的不同。请重新查看闪存。没有擦除任何内容。';
        case 'beyond-flash':
          return `${hex(d, 'from')} 到 ${hex(d, 'to')} 超出了闪存末尾 ${hex(d, 'flashBytes')}。没有擦除任何内容。`;
        case 'unaligned':
          return `${hex(d, 'from')} 到 ${hex(d, 'to')} 没有对齐到 4 KiB 扇区。没有擦除任何内容。`;
        default:
          return '终点在起点之前。没有擦除任何内容。';
      }
    },
  },
  'erase.license-not-kept': {
    title: () => '无法先留下授权码',
    what: (d) => `${whyNotKept(d)}现在擦除，以后的运行不会再写回。目前还没有擦除。`,
  },
  'erase.radio-not-kept': {
    title: () => '无法先备份射频校准',
    what: () => '射频扇区里有内容，却没有这块板自己的 MAC，备份无处可归。擦除后就无法写回。目前还没有擦除。',
  },
};
