import type { Details } from '../../model/problem';
import { number, short, told } from '../details';
import type { StoreProblem } from '../en/store-problems';

const both = (d: Details) => number(d, 'license') === 1 && number(d, 'wifi') === 1;
const license = (d: Details) => number(d, 'license') === 1;
const things = (d: Details) => (both(d) ? '授权码和 Wi-Fi 设置' : license(d) ? '授权码' : 'Wi-Fi 设置');
const stored = (d: Details) => (told(d, 'uuid') ? `授权码 ${short(told(d, 'uuid'))}` : '只有原固件才能读的授权数据');
const held = (d: Details) => `板上存有${both(d) ? `${stored(d)}和网络等设置` : license(d) ? stored(d) : '网络等设置'}`;
const gone = (d: Details) =>
  !license(d)
    ? '需要重新告诉它连哪个网络'
    : number(d, 'again') === 1
      ? '授权码会从板上消失，但台账仍把它留给这块板，不会给别的板'
      : '它就永远没有了';
const image = (d: Details) => (told(d, 'file') ? `“${told(d, 'file')}”` : '这个固件');
const carried = (d: Details) => (told(d, 'uuid') ? `授权码 ${short(told(d, 'uuid'))}` : '无法读出的授权数据');

export const storeProblems: Readonly<
  Record<StoreProblem, { title: (d: Details) => string; what: (d: Details) => string }>
> = {
  'flash.reaches-stores': {
    title: (d) => `固件会盖到这块板的${things(d)}`,
    what: (d) =>
      `${held(d)}，而固件或其填充正好落在这里。选择保留，则跳过这些扇区，写完后再比对；选择覆盖，${gone(d)}。目前一个字节都没有写。`,
  },
  'flash.moves-stores': {
    title: (d) => `新程序会到别处去找${things(d)}`,
    what: (d) =>
      `固件自带另一张分区表。${held(d)}；选择保留，会把它搬到新位置并比对，否则${gone(d)}。目前一个字节都没有写。`,
  },
  'flash.loses-stores': {
    title: (d) => `用这个固件，板上的${things(d)}无法保留`,
    what: (d) =>
      `${held(d)}，而固件在这里放了别的内容，或者没有对应的分区。覆盖之后，${gone(d)}。目前一个字节都没有写。`,
  },
  'flash.carries-license': {
    title: () => '固件里带有授权码',
    what: (d) =>
      `${image(d)}是整片拷贝，里面有${carried(d)}。两块板用同一个授权码，会在云端互相挤下线。可以去掉它，只写其余部分，存储区留空。目前一个字节都没有写。`,
  },
  'flash.carries-known-license': {
    title: () => '固件里带有台账中的授权码',
    what: (d) =>
      `${image(d)}是整片拷贝，里面有${carried(d)}，台账把它记给了 ${told(d, 'owner') ?? '将来的开发板'}。它不会借文件写到这块板上，其余部分可以写。目前一个字节都没有写。`,
  },
};
