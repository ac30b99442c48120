import { own } from '../../model/own';
import type { Details } from '../../model/problem';
import { number, told } from '../details';
import type { FirmwareProblem } from '../en/firmware-problems';
import { formats } from '../format';

const f = formats('zh');
const place = (d: Details, key: string) =>
  number(d, key) === undefined ? undefined : `0x${(number(d, key) ?? 0).toString(16).toUpperCase()}`;
const at = (d: Details, key = 'at') => (place(d, key) ? ` ${place(d, key)} 处` : '');
const bytes = (d: Details, key: string) => (number(d, key) === undefined ? undefined : f.bytes(number(d, key) ?? 0));

export const whyNoStart: Readonly<Record<string, (d: Details) => string>> = {
  'bootloader-place': (d) =>
    `引导程序在${at(d) || '别的位置'}，而 ${told(d, 'chip') ?? 'ESP 芯片'} 只从 ${place(d, 'expected') ?? '另一个地址'} 启动。请按这款芯片重新合并。`,
  'application-first': (d) => `引导程序的位置${at(d)}放的是应用。请直接拖入应用固件，或与引导程序合并后再用。`,
  'no-bootloader': () => '分区表或应用前面没有引导程序。请带上引导程序重新合并，或直接拖入应用固件。',
  'no-table': (d) =>
    `文件里有引导程序，却没有分区表（${place(d, 'at') ?? '固定位置'} 和其他位置都没有）。请带上同一次编译的分区表重新合并。`,
  'table-erased': (d) => `分区表的位置${at(d)}是空白，引导程序找不到应用。请带上同一次编译的分区表重新合并。`,
  'table-rows': (d) =>
    `分区表有误：${told(d, 'part') ?? '某一行'} 与 ${told(d, 'other') ?? '另一行'} 重叠。请修正分区表后重新编译。`,
  'table-beyond-flash': (d) =>
    `分区表需要 ${bytes(d, 'end') ?? '更大的'} 闪存，文件头只写了 ${bytes(d, 'flashBytes') ?? '较小容量'}，引导程序会拒绝。请按更大的闪存重新编译。`,
  'no-slot': () => '分区表里没有应用分区。请换一张分区表重新编译。',
  'no-app': () => '文件里有引导程序和分区表，但所有应用分区都是空白。请带上应用重新合并。',
  'not-app': (d) => `${told(d, 'part') ?? '应用分区'}${at(d)}的内容不是应用。请重新合并各个部件。`,
  'app-beyond-slot': (d) =>
    `应用有 ${bytes(d, 'size') ?? '更多内容'}，分区 ${told(d, 'part') ?? '应用分区'} 只能放 ${bytes(d, 'room') ?? '一部分'}。请缩小应用，或换更大的分区表。`,
  'mixed-chips': (d) =>
    `引导程序用于 ${told(d, 'chip') ?? '一种芯片'}，${told(d, 'part') ?? '应用'} 却用于 ${told(d, 'other') ?? '另一种'}。请合并同一次编译的部件。`,
  several: (d) =>
    `几份固件首尾相接，第二份在${at(d) || '第一份后面'}，芯片不会到那里去找。请拖入编译产出的完整固件，或单独的应用固件。`,
  'ram-image': () => '这是在 RAM 里运行一次的程序，由工具加载，不能从闪存启动。请按从闪存运行的方式编译应用。',
};

export const firmwareProblems: Readonly<
  Record<FirmwareProblem, { title: (d: Details) => string; what: (d: Details) => string }>
> = {
  'firmware.part-alone': {
    title: (d) => `${told(d, 'file') ? `“${told(d, 'file')}”` : '这个文件'}只是一个部件`,
    what: () => '单独的引导程序或分区表不能启动。请选择完整固件或应用固件。没有向开发板发送任何内容。',
  },
  'firmware.would-not-start': {
    title: () => '这份文件在开发板上无法启动',
    what: (d) => own(whyNoStart, told(d, 'reason') ?? '')?.(d) ?? '各部分互不匹配。请使用编译产出的完整固件。',
  },
  'firmware.chip-revision': {
    title: (d) => `芯片版本比这份固件允许的${told(d, 'limit') === 'max' ? '新' : '旧'}`,
    what: (d) =>
      `固件要求芯片版本${told(d, 'limit') === 'max' ? '不高于' : '不低于'} ${told(d, 'wanted') ?? '另一版本'}，这块板是 ${told(d, 'found') ?? '其他版本'}，引导程序会拒绝启动。一个字节也没有写入。`,
  },
};
