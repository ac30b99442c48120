import type { WordsOf } from '../catalog';
import type { notOpened as english } from '../en/not-opened';

export const notOpened: WordsOf<typeof english> = {
  lead: '浏览器不说明原因。这个系统上可能的原因，按可能性排列：',
  reason: {
    'known-bad': {
      title: '浏览器的这个版本',
      todo: '139.0.7258.128 之前的 Chrome 139 在这个系统上打不开串口。请更新浏览器。',
    },
    'linux-group': {
      title: '当前用户无权打开串口',
      todo: '第一行把用户加入有权限的组，之后注销再登录。第二行立即生效，拔下开发板后失效。',
    },
    'other-program': {
      title: '别的程序占用了端口',
      todo: '关闭正在使用它的串口工具、IDE 或其他网页，再试一次。',
    },
    'modem-manager': {
      title: 'ModemManager 在试探开发板是不是调制解调器',
      todo: '每次插上后会占用几秒。稍等再试，或者停掉它；下面的文件让它以后不再碰开发板。',
    },
    snap: {
      title: 'snap 或 flatpak 版浏览器被隔离',
      todo: '它能列出端口，却无权打开。用这一行给 snap 授权一次，或者改用软件包安装的浏览器。',
    },
    braille: {
      title: '盲文服务把转接器当成了盲文显示器',
      todo: '两者 ID 相同。不用盲文显示器就关掉这个服务。',
    },
    'com-port': {
      title: '别的程序占用了 COM 口',
      todo: 'Windows 上一个端口同时只属于一个程序。关闭占用它的串口工具、IDE 或其他程序，再试一次。',
    },
    'windows-driver': {
      title: '转接器的驱动',
      todo: '设备管理器的“端口 (COM 和 LPT)”里，转接器不应有警告标志。旧的 CH340 或仿制的 PL2303 需要换驱动版本。',
    },
    'mac-names': {
      title: '同一个转接器有两个名字',
      todo: '装了厂商驱动时，它会和 macOS 自带驱动各列一次。选另一个，或者卸载多余的驱动。',
    },
    'mac-driver': {
      title: '驱动还没有获得允许',
      todo: '在系统设置的“隐私与安全性”里允许被拦截的驱动，然后重启。',
    },
    'linux-of-chromeos': {
      title: '这台 Chromebook 的 Linux 占用了转接器',
      todo: '打开设置，在 Linux 的“管理 USB 设备”里收回转接器。',
    },
    'plug-anew': {
      title: '转接器卡住了',
      todo: '拔下线，稍等一下，再插上。',
    },
  },
  rules: '给这台电脑的 udev 文件：',
  saveRules: (name) => `保存 ${name}`,
};
