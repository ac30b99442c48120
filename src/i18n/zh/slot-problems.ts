import type { Details } from '../../model/problem';
import { number, told } from '../details';
import type { SlotWords } from '../en/slot-problems';
import { formats } from '../format';

const f = formats('zh');
const bytes = (d: Details, key: string) => (number(d, key) === undefined ? undefined : f.bytes(number(d, key) ?? 0));

const tableFound = new Map([
  ['erased', '分区表的位置是空白的'],
  ['damaged', '现有的分区表已损坏，或是为更大的闪存制作的'],
  ['several', '有两份完好的分区表，位置不同，只有引导程序知道读哪一份'],
  ['absent', '分区表的位置是别的内容'],
]);

const slotLost = new Map<string | undefined, (slot: string) => string>([
  ['none', () => '分区表里没有引导程序会启动的应用分区。'],
  ['empty', () => '分区表的各个分区里都没有可启动的应用。请选择带应用的文件。'],
  [
    'not-chosen',
    (slot) => `文件写入 ${slot || '一个分区'}，但开发板仍会启动另一个，而它的分区表没有 OTA 数据可以改变这一点。`,
  ],
]);

const expected = (d: Details) => told(d, 'expected') ?? '另一个';
const found = (d: Details) => told(d, 'found') ?? '别的程序';

const otherBy = new Map<string | undefined, (d: Details) => string>([
  ['slot', (d) => `固件写在 ${expected(d)}，引导程序启动的却是 ${found(d)} 处的程序。`],
  ['build', (d) => `固件的 ELF 以 ${expected(d)} 开头，正在运行的是 ${found(d)}。`],
  ['name', (d) => `固件是 ${expected(d)}，正在运行的自称 ${found(d)}。`],
]);

export const slotProblems: SlotWords = {
  'firmware.no-bootloader': {
    title: () => '这块板没有引导程序',
    what: (d) =>
      `芯片寻找引导程序的位置${d.found === 'blank' ? '是空白的' : '是别的内容'}，单独的应用无法启动。什么都没有写入。请选择从地址 0 写入的完整固件。`,
  },
  'firmware.no-table': {
    title: (d) => (told(d, 'found') === 'several' ? '这块板有两份分区表' : '这块板没有分区表'),
    what: (d) =>
      `${tableFound.get(told(d, 'found') ?? '') ?? tableFound.get('absent')}，无法得知应用该写到哪里。什么都没有写入。请选择从地址 0 写入的完整固件。`,
  },
  'firmware.no-slot': {
    title: (d) => (d.reason === 'empty' ? '固件里没有应用' : '没有放应用的分区'),
    what: (d) => `${(slotLost.get(told(d, 'reason')) ?? slotLost.get('none')!)(told(d, 'slot') ?? '')}什么都没有写入。`,
  },
  'firmware.beyond-slot': {
    title: () => '应用比分区大',
    what: (d) =>
      `应用需要 ${bytes(d, 'size') ?? '更大空间'}，这块板的分区${told(d, 'slot') ? ` ${told(d, 'slot')} ` : ''}只有 ${bytes(d, 'room') ?? '较小容量'}。一个字节也没有写入。请选择自带分区表的完整固件。`,
  },
  'flash.other-program': {
    title: () => '应答的是另一个程序',
    what: (d) =>
      `芯片的校验和证实闪存里是这份固件，但开发板两次启动的都不是它。${otherBy.get(told(d, 'by'))?.(d) ?? ''}`,
  },
  'flash.not-told-apart': {
    title: () => '已写入，但没有看到它在运行',
    what: (d) =>
      `芯片的校验和证实分区${told(d, 'slot') ? ` ${told(d, 'slot')} ` : ''}里是这份固件。有应用在应答，但它打印的内容也可能来自${told(d, 'other') ? `分区 ${told(d, 'other')} ` : '另一个分区'}里的程序。可以继续，但这次运行不会算作已证实。`,
  },
};
