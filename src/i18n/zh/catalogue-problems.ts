import { own } from '../../model/own';
import type { Details } from '../../model/problem';
import { number, told } from '../details';
import type { catalogueProblems as english } from '../en/catalogue-problems';
import { formats } from '../format';

const f = formats('zh');
const from = (d: Details) => told(d, 'host') ?? '服务器';
const cause = (d: Details) => (told(d, 'cause') ? `（${told(d, 'cause')}）` : '');

const why: Readonly<Record<string, { title: (d: Details) => string; what: (d: Details) => string }>> = {
  'no-address': {
    title: () => '这不是地址',
    what: () => '地址以 https:// 开头并带主机名，例如 https://files.example/catalogue.json。',
  },
  'too-long': { title: () => '地址太长', what: () => '最多 2000 个字符。' },
  scheme: {
    title: () => '只从 https:// 获取',
    what: () => '没有 TLS，途中任何人都能换掉固件。请使用 https 地址。',
  },
  credentials: {
    title: () => '地址里带有用户名或密码',
    what: () => '它会被明文保存和显示。请把文件放到不用登录的地方。',
  },
  secret: {
    title: () => '地址里带有机密参数',
    what: () => '其中一个参数像是令牌或签名，会被明文保存和显示。请把文件放到不需要它的地方。',
  },
  near: {
    title: (d) => `${from(d)} 在本机或本地网络`,
    what: () => '不会替网页从那里获取文件。如果确实需要，启动工作台的服务时把这个主机写进 BINDERY_NEAR_HOSTS。',
  },
  unreachable: {
    title: (d) => `${from(d)} 没有应答`,
    what: (d) => `常见原因是网络、域名或防火墙${cause(d)}。以前取回的内容仍在本机。`,
  },
  certificate: {
    title: (d) => `${from(d)} 无法证明身份`,
    what: (d) => `它的证书无效${cause(d)}。没有取回任何内容。`,
  },
  status: {
    title: (d) => (number(d, 'status') === 404 ? `${from(d)} 的这个地址没有文件` : `${from(d)} 拒绝提供文件`),
    what: (d) => `应答是 HTTP ${number(d, 'status') ?? '错误'}。请检查地址，并确认不登录也能读取。`,
  },
  redirects: {
    title: (d) => `${from(d)} 反复跳转`,
    what: () => '跳转五次后停止。请使用最终地址。',
  },
  'too-large': {
    title: (d) => `${from(d)} 发来的内容超过上限`,
    what: (d) => `最多读取 ${number(d, 'most') ? f.bytes(number(d, 'most') ?? 0) : '限定的大小'}。`,
  },
  'too-slow': {
    title: (d) => `${from(d)} 太慢`,
    what: () => '传输停住，或总时间太长。没有保留任何内容。',
  },
  'cut-off': {
    title: (d) => `${from(d)} 中途断开`,
    what: () => '文件没有达到声明的长度。没有保留任何内容。',
  },
  'web-page': {
    title: () => '得到的是网页，不是文件',
    what: () => '请使用文件本身的地址：在代码托管平台上，就是“Raw”或“Download”所指的地址。',
  },
  'wrong-kind': {
    title: () => '服务器给出的类型不对',
    what: (d) => `服务器说它是 ${told(d, 'type') ?? '未知类型'}。可以接受 JSON、Markdown、纯文本和二进制文件。`,
  },
  packed: {
    title: () => '内容被压缩了',
    what: (d) => `服务器发来压缩内容（${told(d, 'type') ?? '未知'}），而工作台要求的是原文。`,
  },
  busy: {
    title: () => '正在获取其他文件',
    what: () => '同时获取的文件太多，请稍后再试。',
  },
  'no-relay': {
    title: () => '找不到工作台自己的服务',
    what: () =>
      '本页只能从自己的地址获取文件，其他主机要经过该服务。用 npm start 启动并打开它显示的地址，或者把目录放在本页旁边。也可以直接拖入文件。',
  },
  'wrong-hash': {
    title: (d) => `${told(d, 'file') ?? '文件'} 与目录不符`,
    what: (d) =>
      `它的 SHA-256 以 ${told(d, 'found')?.slice(0, 12) ?? '其他值'} 开头，目录里是 ${told(d, 'expected')?.slice(0, 12) ?? '另一个值'}。没有保留：要么目录过时，要么文件被改动过。`,
  },
  'wrong-size': {
    title: (d) => `${told(d, 'file') ?? '文件'} 的长度与目录不符`,
    what: (d) => `实际为 ${f.bytes(number(d, 'found') ?? 0)}。没有保留。`,
  },
};

const unreadable: Readonly<Record<string, string>> = {
  gone: '链接指定的固件已不在其中。请索取新链接，或在固件页面选取需要的固件。',
  changed: '上次取回之后，同一地址的文件变了。请在固件页面重新获取并决定。',
  'other-firmware': '固件已取回，但没有方案指定的那一个。请索取新链接。',
  'not-json': '它不是 JSON，或内容不完整。',
  'not-text': '它不是 UTF-8 文本。',
  'not-a-catalogue': '这是别的 JSON：既不是 ESP Web Tools 的 manifest，也不是它们的列表。',
  'newer-version': '它是为更新的 Bindery 制作的。重新加载本页即可更新。',
  'too-many': '它列出的固件超过 200 个。',
  empty: '里面没有列出任何固件。',
  field: '有一个字段的内容不对。',
};

const fits: Readonly<Record<string, string>> = {
  gone: '目录与链接不符',
  changed: '目录有变化',
  'other-firmware': '没有取到方案指定的固件',
};

export const catalogueProblems: typeof english = {
  'catalogue.not-fetched': {
    title: (d) => own(why, told(d, 'reason') ?? '')?.title(d) ?? '没有取回',
    what: (d) => own(why, told(d, 'reason') ?? '')?.what(d) ?? '什么都没有改动。',
  },
  'catalogue.unreadable': {
    title: (d) =>
      own(fits, told(d, 'reason') ?? '') ??
      `${told(d, 'file') ? `“${told(d, 'file')}”` : '它'}不是工作台能读取的固件目录`,
    what: (d) =>
      `${own(unreadable, told(d, 'reason') ?? '') ?? '里面的内容无法理解。'}${told(d, 'field') ? `字段：“${told(d, 'field')}”。` : ''}`,
  },
};
