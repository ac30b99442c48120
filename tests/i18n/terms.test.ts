/** One thing has one name: words that were retired stay away, in both languages, in sentences that take facts as well. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bench } from '../../src/i18n/en/bench';
import { certificate } from '../../src/i18n/en/certificate';
import { console as consoleWords } from '../../src/i18n/en/console';
import { products } from '../../src/i18n/en/products';
import { zh } from '../../src/i18n/zh';

const strings = /'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g;

/** Every text of a language as it stands in its tables, without comments and without what is put into it. */
const texts = (language: 'en' | 'zh'): { file: string; text: string }[] => {
  const folder = new URL(`../../src/i18n/${language}/`, import.meta.url);
  return readdirSync(folder).flatMap((file) => {
    const source = readFileSync(new URL(file, folder), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^import .*$/gm, '');
    return [...source.matchAll(strings)].map(([, plain, filled]) => ({
      file,
      text: plain ?? (filled ?? '').replaceAll(/\$\{[^{}]*\}/g, '…'),
    }));
  });
};

const chinese = texts('zh').filter(({ text }) => /[\u4e00-\u9fff]/.test(text));
const english = texts('en').filter(({ text }) => / /.test(text));

describe('a Chinese page calls one thing by one name', () => {
  test.each([
    ['数据点', /功能点/],
    ['配网令牌, 访问令牌', /token/i],
    ['固件库', /固件架|架上/],
    ['已知情况', /已知事实/],
    ['怎么办', /这样做/],
    ['校验', /验证/],
    ['下载模式', /下载程序/],
    ['行为', /脾气/],
    ['步骤', /站/],
    ['开发板, short 板', /板子|真的板/],
    ['物模型', /密钥模型|数据点定义/],
    ['方案', /计划/],
    ['运行', /流程/],
    ['开工检查', /起飞/],
    ['工作台', /工位|桌/],
    ['演示云', /模拟云|虚拟云/],
    ['闪存', /flash/i],
    ['固件', /镜像/],
    ['日志串口', /日志口/],
    ['解除绑定 (a port alone is 释放)', /(?<!端口已)释放/],
    ['空闲 (of licenses)', /个(授权码)?可用|可用 …/],
    ['记录, 步骤', /轨道/],
    ['机密 (AuthKey, passwords and tokens together)', /遮盖.{0,6}密钥|密钥(已|自动)遮盖/],
    ['你', /您/],
  ])('%s', (_, retired) => {
    expect(chinese.filter(({ text }) => retired.test(text))).toEqual([]);
  });

  test('a station is a verb, and what takes a board away is not what folds a list', () => {
    const words = zh.bench as typeof bench.words;
    expect(words.stations.license).toBe('授权');
    expect(words.lane.dismiss).toBe('移走');
  });

  test('no blank stands between two of its characters, also where a sentence was put together', () => {
    const finished = (value: unknown): string[] => {
      if (typeof value === 'string') return [value];
      return value && typeof value === 'object' ? Object.values(value).flatMap(finished) : [];
    };
    const all = [...chinese.map(({ text }) => text), ...finished(zh)];
    expect(all.filter((text) => /[\u4e00-\u9fff] [\u4e00-\u9fff]/.test(text))).toEqual([]);
  });
});

describe('an English page says it in plain words', () => {
  test.each([
    ['Remove from bench', /\btake (it |its \w+ )?away/i],
    ['bench', /on the table|in the table\b.*board/i],
    ['what is known of a license', /works as it is/i],
    ['boot loader', /\bbootloader\b/i],
    ['model', /keys, schema|from the schema/i],
  ])('%s', (_, retired) => {
    expect(english.filter(({ text }) => retired.test(text))).toEqual([]);
  });

  test('columns and levels are named for what is in them', () => {
    expect(products.words.columns.way).toBe('Direction');
    expect(certificate.words.list.columns.took).toBe('Time taken');
    expect(consoleWords.words.level.plain).toBe('No level');
    expect(bench.words.lane.dismiss).toBe('Remove from bench');
  });
});
