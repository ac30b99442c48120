import { describe, expect, it } from 'vitest';
import { readSheetText } from '../../../src/protocols/license-sheet/reading/open-sheet';
import { readOpened } from '../../../src/protocols/license-sheet/reading/read-opened';
import type { Answer, Cell, SheetReport, SheetSource, SheetWishes } from '../../../src/protocols/license-sheet/sheet';
import { license, reported, row, table } from './sheets';

/** "No used license comes in as free": what may mean that a row was used is a question, not a free license. */

const source: SheetSource = { name: 'sheet.xlsx', kind: 'xlsx' };
const read = (cells: Cell[][], wishes: SheetWishes = {}, from = source): SheetReport =>
  reported(readOpened({ kind: 'tables', source: from, tables: [table(cells)] }, wishes));
const answered = (report: SheetReport, answer: Answer): SheetWishes => ({
  answers: Object.fromEntries(report.questions.map(({ id }) => [id, answer])),
});
const free = (report: SheetReport) => report.licenses.filter((each) => !each.spent).map((each) => each.license.uuid);

/** Row 2 has something in the column, row 3 nothing. */
const withColumn = (name: string, cell: Cell): Cell[][] => [['UUID', 'key', name], row(1, cell), row(2, '')];

describe('a column that nobody knows', () => {
  it.each([
    ['state', 'x7', 'column-status'],
    ['State', 'new', 'column-status'],
    ['used', 'no', 'column-status'],
    ['is_used', '0', 'column-status'],
    ['usedBy', 'Ann', 'column-status'],
    ['状态', '正常', 'column-status'],
    ['使用状态', 'a', 'column-status'],
    ['是否已用', '否', 'column-status'],
    ['烧录结果', 'OK', 'column-status'],
    ['设备', '7', 'column-status'],
    ['step', '1', 'column-status'],
    ['Step', 2, 'column-status'],
    ['error', 'timeout', 'column-status'],
    ['last_error', 'e', 'column-status'],
    ['Activation', 'x', 'column-status'],
    ['Shipped', 'yes', 'column-status'],
    ['Status (2)', 'USED', 'column-status'],
    ['ＳＴＡＴＵＳ１', 'x', 'column-status'],
    ['MAC地址', 'somewhere', 'column-mac'],
    ['Wi-Fi MAC', 'a', 'column-mac'],
    ['wifimac', 'a', 'column-mac'],
    ['mac_addr', 'a', 'column-mac'],
    ['MACAddress', 'a', 'column-mac'],
    ['BSSID', 'a', 'column-mac'],
    ['时间', 'a', 'column-time'],
    ['烧录时间', 'a', 'column-time'],
    ['日期', 'a', 'column-time'],
    ['Date', 45000, 'column-time'],
    ['used at', 'a', 'column-time'],
    ['update_time', 'a', 'column-time'],
    // By what stands in it, whatever its name.
    ['Remark', 'C8:47:8C:A1:B2:C3', 'words-mac'],
    ['备注', '已用', 'words-status'],
    ['备注', '已烧录到 3 号板', 'words-status'],
    ['备注', '作废', 'words-status'],
    ['Note', 'used for the lamp', 'words-status'],
    ['Note', 'broken', 'words-status'],
    ['Note', '✓', 'words-status'],
    ['Note', '2026-11-22 20:29', 'words-time'],
    ['Note', '2026年3月1日', 'words-time'],
    ['Order', new Date(0), 'words-time'],
    ['pid', 'AUTHWRITTEN', 'words-status'],
    ['S/N', 'x', 'column-status'],
    ['工位', 'x', 'column-status'],
    ['更新于', 'x', 'column-time'],
    ['Remark', 'C8 47 8C A1 B2 C3', 'words-mac'],
    ['Remark', '失败', 'words-status'],
    ['Remark', '给小王', 'words-status'],
    ['Remark', '3号板', 'words-status'],
    ['Remark', '2 Jan', 'words-time'],
    ['Remark', '1764444444', 'words-time'],
    ['', 'x', 'words-status'],
    ['', 'tom', 'unnamed'],
  ] as const)('%j with %j: %s', (name, cell, why) => {
    const report = read(withColumn(name, cell));
    expect(report.questions).toMatchObject([{ why, places: [{ row: 2 }] }]);
    expect(report.open).toEqual([{ row: 2 }]);
    // Neither free nor used, until somebody says so.
    expect(report.licenses.map((each) => each.license.uuid)).toEqual([license(2).uuid]);
    expect(report.counts).toEqual({ free: 1, spent: 0, malformed: 0, duplicates: 0 });

    const used = read(withColumn(name, cell), answered(report, 'used'));
    expect(used).toMatchObject({ open: [], counts: { free: 1, spent: 1 } });
    expect(free(used)).toEqual([license(2).uuid]);
    const not = read(withColumn(name, cell), answered(report, 'free'));
    expect(not).toMatchObject({ open: [], counts: { free: 2, spent: 0 } });
  });

  it.each([
    ['Remark', 'shelf 3'],
    ['备注', '第二批'],
    ['备注', '未使用'],
    ['Note', 'not used yet'],
    ['Note', 'unused'],
    ['pid', 'ojx9iq2tgx5vt4hf'],
    ['ProductID', 'ojx9iq2tgx5vt4hf'],
    ['序号', '7'],
    ['No.', 1],
    ['Order', 'A7'],
    ['Product', 'lamp'],
    ['批次', '20250607'],
    ['版本', '1.0.2'],
  ])('%j with %j says nothing about use', (name, cell) => {
    expect(read(withColumn(name, cell))).toMatchObject({ questions: [], counts: { free: 2, spent: 0 } });
  });

  it('keeps what the MAC column of another tool says about the board', () => {
    const cells = withColumn('MAC地址', 'c8478ca1b2c3');
    const report = read(cells, answered(read(cells), 'used'));
    expect(report.licenses[0]).toMatchObject({
      spent: 'sheet-mac',
      mac: 'C8:47:8C:A1:B2:C3',
      sheet: { mac: 'C8:47:8C:A1:B2:C3' },
    });
  });

  it('asks about each word of a column while they are few, and about the column when they are many', () => {
    const words = read([['UUID', 'key', 'used'], row(1, 'yes'), row(2, 'no'), row(3, 'yes'), row(4, 'no')]);
    expect(words.questions.map(({ examples, places }) => [examples, places.length])).toEqual([
      [['yes'], 2],
      [['no'], 2],
    ]);
    const [yes, no] = words.questions;
    const both = read([['UUID', 'key', 'used'], row(1, 'yes'), row(2, 'no'), row(3, 'yes'), row(4, 'no')], {
      answers: { [yes!.id]: 'used', [no!.id]: 'free' },
    });
    expect(both.counts).toMatchObject({ free: 2, spent: 2 });
    const many = read([['UUID', 'key', 'board'], ...Array.from({ length: 9 }, (_, n) => row(n + 1, `board ${n}`))]);
    expect(many.questions).toMatchObject([{ subject: 'board', examples: ['board 0', 'board 1', 'board 2'] }]);
    expect(many.questions[0]?.places).toHaveLength(9);
  });

  it('takes no answer from the prototype', () => {
    const report = read(withColumn('used', 'constructor'), { answers: JSON.parse('{"__proto__": {"x": "free"}}') });
    expect(report.open).toHaveLength(1);
  });

  it('shows no key in what it asks', () => {
    const cells = [['UUID', 'key', 'used'], row(1, `was ${license(1).authKey}`), row(2, license(1).authKey)];
    const report = read(cells);
    expect(report.open).toHaveLength(2);
    expect(JSON.stringify(report.questions)).not.toContain(license(1).authKey);
  });

  it('asks nothing about a row that is used anyway', () => {
    const cells = [['UUID', 'key', 'status', 'state'], row(1, 'USED', 'x'), row(2, '', '')];
    expect(read(cells)).toMatchObject({ questions: [], counts: { free: 1, spent: 1 } });
  });

  it('believes the own word of the bench when another program emptied the status', () => {
    const cells = [['UUID', 'key', 'status', 'Bindery state'], row(1, '', 'verified'), row(2, '', 'free')];
    expect(read(cells).counts).toMatchObject({ free: 1, spent: 1 });
  });
});

describe('what stands around the rows', () => {
  it('asks about rows under a heading that says used, until the next heading', () => {
    const report = read([
      ['UUID', 'key'],
      row(1),
      ['已使用'],
      row(2),
      [license(9).uuid, ''],
      row(3),
      ['未使用'],
      row(4),
    ]);
    expect(free(report)).toEqual([license(1).uuid, license(4).uuid]);
    expect(report.questions).toMatchObject([{ why: 'heading', subject: '已使用', places: [{ row: 4 }, { row: 6 }] }]);
  });

  it('lets no heading take that back which says nothing about it', () => {
    const report = read([['UUID', 'key'], ['已使用'], ['Batch 1'], row(1), ['Batch 2'], row(2), ['Unused'], row(3)]);
    expect(free(report)).toEqual([license(3).uuid]);
  });

  it('asks when the title above the header says used', () => {
    const report = read([['Used licenses, March'], ['UUID', 'key'], row(1)]);
    expect(report).toMatchObject({ counts: { free: 0 }, questions: [{ why: 'heading' }] });
  });

  it('reads a second table below the first by its own header', () => {
    const { uuid, authKey } = license(2);
    const report = read([['UUID', 'key'], row(1), [], ['key', 'UUID', 'status'], [authKey, uuid, 'USED']]);
    expect(report.counts).toEqual({ free: 1, spent: 1, malformed: 0, duplicates: 0 });
  });

  it.each([
    ['used.xlsx', 'xlsx'],
    ['licenses_used-2025.csv', 'csv'],
    ['已用授权码.xlsx', 'xlsx'],
  ] as const)('asks when the file is called %s', (name, kind) => {
    expect(read([['UUID', 'key'], row(1)], {}, { name, kind })).toMatchObject({
      counts: { free: 0 },
      questions: [{ why: 'sheet-name', subject: name }],
    });
  });

  it.each(['unused.xlsx', '未使用.xlsx', 'order.xlsx'])('does not ask when it is called %s', (name) => {
    expect(read([['UUID', 'key'], row(1)], {}, { name, kind: 'xlsx' }).counts.free).toBe(1);
  });
});

describe('two rows for one license', () => {
  it('holds it for used when a row says so whose key is broken', () => {
    const { uuid, authKey } = license(1);
    const report = read([['UUID', 'key', 'status'], [uuid, authKey.slice(1), 'USED'], row(1), row(2)]);
    expect(free(report)).toEqual([license(2).uuid]);
  });

  it('asks when the other row asks', () => {
    const report = read([['UUID', 'key', 'used'], row(1), row(1, 'x')]);
    expect(report).toMatchObject({ counts: { free: 0 }, open: [{ row: 2 }] });
  });

  it('takes none of the rows that share one AuthKey, and tells them', () => {
    const [first, second] = [license(1), license(2)];
    const report = read([['UUID', 'key'], row(1), [second.uuid, first.authKey], row(3)]);
    expect(report.sharedKeys).toEqual([{ places: [{ row: 2 }, { row: 3 }] }]);
    expect(free(report)).toEqual([license(3).uuid]);
    expect(JSON.stringify(report.sharedKeys)).not.toContain(first.authKey);
  });
});

describe('pasted text', () => {
  const [{ uuid, authKey }, second] = [license(1), license(2)];
  const paste = async (text: string) => reported(await readSheetText(text, { name: 'paste', kind: 'text' }));

  it.each([
    [`${uuid} ${authKey} 已用`],
    [`已用 ${uuid} ${authKey}`],
    [`USED ${uuid} ${authKey}`],
    [`UUID: ${uuid}\nKey: ${authKey}\nStatus: whatever`],
    [`UUID: ${uuid}\nKey: ${authKey}\n状态：已激活`],
    [`UUID: ${uuid}\nKey: ${authKey}\nMAC: C8:47:8C:A1:B2:C3`],
    [`UUID: ${uuid}\nKey: ${authKey}\nflashed yesterday`],
    [`已使用：\n${uuid} ${authKey}`],
    [`Used ones:\n\n${uuid} ${authKey}`],
  ])('%j is not free', async (text) => {
    const report = await paste(text);
    expect(report.counts.free).toBe(0);
    expect(report.open).toHaveLength(1);
  });

  it.each([
    [`你好，这是给你的授权码：\nUUID：${uuid}\nKEY：${authKey}`],
    [
      `Hello,\nhere are your new licenses, they can be used for 30 boards in the workshop.\n${uuid} ${authKey}\nRegards`,
    ],
  ])('%j is free', async (text) => {
    expect(await paste(text)).toMatchObject({ counts: { free: 1 }, questions: [] });
  });

  it('takes what a line says for the license above it, not for the one below', async () => {
    const report = await paste(`${uuid} ${authKey}\nused\n\nnew:\n${second.uuid} ${second.authKey}`);
    expect(free(report)).toEqual([second.uuid]);
  });

  it('counts letters that nobody sees', async () => {
    const report = await paste(`${uuid}\u200b\u00a0${authKey}\ufeff`);
    expect(free(report)).toEqual([uuid]);
    expect(report.cleaned).toEqual({ characters: ['U+200B', 'U+00A0', 'U+FEFF'], places: [{ row: 1 }] });
  });
});
