/** Logs saved by themselves: File System Access, as its standard has it: a writing takes the file's place when it is closed. */
import { expect, test } from 'vitest';
import type { WritableFolder } from '../../../src/links/writable-folder';
import type { LogFolderSeen } from '../../../src/model/log-folder';
import { openLiveLog } from '../../../src/records/log/live-log';
import { memoryFiles } from '../../../src/records/log/memory-files';
import { createFolderWriter } from '../../../src/steps/log/folder-writer';

const put = () => {
  const files = new Map<string, string>();
  let permission: PermissionState = 'granted';
  let refuses: string | undefined;
  const folder: WritableFolder = {
    name: 'logs',
    queryPermission: async () => permission,
    async getFileHandle(name, options) {
      if (!files.has(name) && !options?.create) throw new DOMException('', 'NotFoundError');
      if (!files.has(name)) files.set(name, '');
      return {
        getFile: async () => ({ size: files.get(name)?.length ?? 0 }),
        async createWritable() {
          let draft = files.get(name) ?? '';
          return {
            async write({ position, data }) {
              if (refuses) throw new DOMException('', refuses);
              draft = draft.slice(0, position) + data;
            },
            async close() {
              files.set(name, draft);
            },
            async abort() {},
          };
        },
      };
    },
  };
  const told: (LogFolderSeen | undefined)[] = [];
  let row: { handle: object; name: string; mask: string } | undefined = {
    handle: folder,
    name: 'logs',
    mask: 'masked',
  };
  let clock = 0;
  const writer = createFolderWriter({ chosen: async () => row, tell: (seen) => told.push(seen), ticks: () => clock++ });
  const log = openLiveLog({ files: memoryFiles(), id: 'one', full: async () => {}, lost: () => {} });
  const begun = new Date(2026, 11, 1, 3, 52, 28).getTime();
  log.note({ kind: 'board', board: { chip: 'esp32', mac: '02:00:00:00:0a:0b' }, begun });
  const say = (text: string) => {
    log.append([{ at: begun, text, level: 'I', masked: text.includes('••••••') ? [[text.indexOf('•'), 6]] : [] }]);
    writer.changed(log);
  };
  return {
    files,
    told,
    writer,
    say,
    permit: (to: PermissionState) => void (permission = to),
    refuse: (as: string | undefined) => void (refuses = as),
    forget: () => void (row = undefined),
  };
};

test('a session is one file of whole lines that grows, secrets masked', async () => {
  const { files, told, writer, say } = put();
  await writer.look();
  say('first');
  say('key ••••••');
  await writer.close();
  say('third');
  await writer.close();
  expect([...files]).toEqual([
    [
      'ESP32 0A0B 2026-12-01 035228.log',
      '2026-12-01 03:52:28.000 I first\n2026-12-01 03:52:28.000 I key [masked]\n2026-12-01 03:52:28.000 I third\n',
    ],
  ]);
  expect(told.at(-1)).toMatchObject({ name: 'logs', state: 'saving', lines: 3 });
});

test('what could not be written is told, and is written when it can be: no line is missing or there twice', async () => {
  const { files, told, writer, say, permit, refuse } = put();
  permit('prompt');
  await writer.look();
  say('before');
  expect(told.at(-1)).toMatchObject({ state: 'asks' });
  permit('granted');
  await writer.look();
  refuse('QuotaExceededError');
  say('full');
  await writer.close();
  expect(told.at(-1)).toMatchObject({ state: 'full', reason: 'QuotaExceededError' });
  refuse(undefined);
  say('after');
  await writer.close();
  expect(told.at(-1)?.state).toBe('saving');
  expect([...files.values()].map((text) => text.replaceAll(/^.{26}/gm, ''))).toEqual(['before\nfull\nafter\n']);
});

test('no log of before is written over, and after it was given up nothing is written', async () => {
  const { files, told, writer, say, forget } = put();
  files.set('ESP32 0A0B 2026-12-01 035228.log', 'of before');
  await writer.look();
  say('one');
  await writer.close();
  forget();
  await writer.look();
  say('two');
  await writer.close();
  expect(told.at(-1)).toBeUndefined();
  expect([...files].map(([name, text]) => [name, text.slice(26)])).toEqual([
    ['ESP32 0A0B 2026-12-01 035228.log', ''],
    ['ESP32 0A0B 2026-12-01 035228 (2).log', 'one\n'],
  ]);
});
