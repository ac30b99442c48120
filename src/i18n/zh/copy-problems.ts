/** 整片闪存的副本：文件写不进、读不出，或不能写到这块板上。 */
import type { Details } from '../../model/problem';
import { number, short, told } from '../details';
import type { copyProblems as english } from '../en/copy-problems';
import { formats } from '../format';

const f = formats('zh');
const file = (d: Details): string => told(d, 'file') ?? '该文件';

const asItWas = '开发板没有改动。';

export const copyProblems: typeof english = {
  'copy.not-kept': {
    title: () => '备份未能保存',
    what: (d: Details) =>
      told(d, 'reason') === 'QuotaExceededError'
        ? `空间不足。请腾出空间或换一个文件夹，然后重新开始。没有留下看似完整的文件；${asItWas}`
        : `浏览器不允许写入该文件${told(d, 'reason') ? `（${told(d, 'reason')}）` : ''}。请换一个位置重新开始。没有留下看似完整的文件；${asItWas}`,
  },
  'copy.unreadable': {
    title: (d: Details) => `无法读取 ${file(d)}`,
    what: () => `选择之后，文件被移动、修改或锁定。请重新选择。${asItWas}`,
  },
  'copy.not-confirmed': {
    title: () => '和这块板的末四位不一致',
    what: () => '输入的内容属于另一块板。没有写入任何内容。',
  },
  'copy.changed': {
    title: (d: Details) => `${file(d)} 已经变了`,
    what: () => `比较之后文件有改动。请重新比较。${asItWas}`,
  },
  'copy.other-file': {
    title: (d: Details) => `${file(d)} 是另一个文件`,
    what: (d: Details) =>
      `这块板写入 ${told(d, 'wanted') ?? '副本'} 时中断。请选择同一个文件；按 SHA‑256，这个不是。没有再写入任何内容。`,
  },
  'flash.half-copied': {
    title: () => '闪存只写了一半',
    what: (d: Details) =>
      `写入“${told(d, 'file') ?? '副本'}”时在 ${number(d, 'percent') ?? 0} % 处中断，而方案中没有烧录。请在下面与该文件比较后重新写入，或者烧录。`,
  },
  'copy.other-size': {
    title: (d: Details) => `${file(d)} 不是这片闪存的副本`,
    what: (d: Details) =>
      `文件有 ${f.bytes(number(d, 'size') ?? 0)}，而这块板的闪存有 ${f.bytes(number(d, 'flashBytes') ?? 0)}。整片副本应与闪存大小相同。固件请在“固件”页写入。${asItWas}`,
  },
  'copy.other-chip': {
    title: (d: Details) => `${file(d)} 不是来自这种芯片`,
    what: () => `在这种芯片查找引导程序的位置，文件里没有可以运行的引导程序。请选择同种芯片的副本。${asItWas}`,
  },
  'copy.not-yours': {
    title: () => '这不是这块板的备份',
    what: (d: Details) =>
      `${told(d, 'owner') ? `它取自 ${told(d, 'owner')}。` : '文件内容和这里的记录都不能说明它属于这块板。'}原样写入会把别的板的授权码和密钥带过来。请改用克隆：克隆会略去这些内容。${asItWas}`,
  },
  'copy.license-elsewhere': {
    title: () => '其中的授权码现在属于另一块板',
    what: (d: Details) => {
      const uuid = short(told(d, 'uuid'));
      const owner = told(d, 'owner');
      return `${uuid ? `授权码 ${uuid} ` : '这个授权码'}${
        owner ? `在台账中归 ${owner}。` : '在台账中，但不归这块板。'
      }恢复会让它出现在两块板上。请改用克隆：克隆会略去授权码。${asItWas}`;
    },
  },
  'copy.license-unread': {
    title: () => '板上有一个无法读出的授权码',
    what: () => `恢复会覆盖它，之后再没有地方记得它。请先备份这块板，或确认可以丢弃。${asItWas}`,
  },
  'copy.no-map': {
    title: (d: Details) => `无法分辨 ${file(d)} 的各个部分`,
    what: () =>
      `没有分区表，也没有这种芯片在该闪存大小下的布局，就无法知道授权码和密钥在哪里，克隆也就无法略去它们。${asItWas}`,
  },
  'copy.no-place': {
    title: (d: Details) => `${file(d)} 容不下这块板要保留的内容`,
    what: (d: Details) =>
      `其程序没有位置存放“${told(d, 'store') ?? '存储区'}”，那里有这块板的${
        told(d, 'kind') === 'license' ? '授权码' : 'Wi-Fi 设置'
      }。如果可以丢弃，请先擦除：授权码会留在台账中。${asItWas}`,
  },
};
