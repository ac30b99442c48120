/**
 * A flash into a file (issue: backup, byte-equal, streamed): what the file holds, and what is left of one that broke off.
 */
import { createHash } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import type { BackupMade } from '../../../src/model/backup';
import type { VirtualChip } from '../../../src/model/board-habits';
import type { ToolView } from '../../../src/model/tool';
import { backupOf } from '../../../src/records/backups';
import { dropHeldFile, heldFile } from '../../../src/records/held-files';
import { createPickedFile } from '../picked-file';
import { type AtHand, createToolRig, flashOf, isSame, plugIn, runOn, use } from '../tools-rig';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const madeOf = ({ state, problem, result }: ToolView): BackupMade => {
  expect(problem).toBeUndefined();
  expect(state).toBe('done');
  if (result?.tool !== 'backup') throw new Error('no backup');
  return result;
};

const stopping: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.unstubAllGlobals();
  for (const stop of stopping.splice(0)) await stop();
});

const bound = async (chip: VirtualChip): Promise<AtHand> => {
  const rig = await createToolRig(chip);
  stopping.push(rig.stop);
  const board = await plugIn(rig, chip);
  expect((await runOn(board)).state).toBe('proven');
  return board;
};

test.for<VirtualChip>(['esp32', 't5ai'])(
  'of a %s is its flash, byte for byte, and says what is in it',
  async (chip) => {
    const board = await bound(chip);
    const flash = flashOf(board);
    const picked = createPickedFile('mine.bin');
    const lane = await use(board, { tool: 'backup', into: picked.file });
    const made = madeOf(lane.tool);
    expect(picked.content && isSame(picked.content, flash)).toBe(true);
    expect(made).toMatchObject({ sha256: sha256(flash), name: 'mine.bin', offset: 0, size: flash.length, chip });
    expect(made.mac).toBe(board.made.board.mac);
    expect(made.holds.license).toBe(true);
    expect(made.holds.radio).toBe(chip === 't5ai' ? true : undefined);
    expect(picked.pieces).toBeGreaterThanOrEqual(flash.length / 0x100000);
    expect(isSame(flashOf(board), flash)).toBe(true);
    expect(lane.state).toBe('proven');
    expect(lane.port.use).toBe('free');
    expect(await backupOf(board.rig.db, made.sha256)).toMatchObject({ mac: made.mac, chip, uuid: lane.license?.uuid });
  },
);

test('of a stretch has its place in its name', async () => {
  const board = await bound('esp32');
  const picked = createPickedFile();
  const made = madeOf((await use(board, { tool: 'backup', offset: 0x9000, size: 0x3000, into: picked.file })).tool);
  expect(picked.content && isSame(picked.content, flashOf(board).subarray(0x9000, 0xc000))).toBe(true);
  expect(made).toMatchObject({ offset: 0x9000, size: 0x3000 });
});

/** The browser's own storage, as far as a backup uses it. */
const stubStorage = () => {
  const files = new Map<string, ReturnType<typeof createPickedFile>>();
  const handleOf = (name: string) => {
    const file = files.get(name) ?? createPickedFile(name);
    files.set(name, file);
    return { ...file.file, kind: 'file', getFile: async () => new File([file.content ?? new Uint8Array(0)], name) };
  };
  const folder = {
    getFileHandle: async (name: string, { create = false } = {}) => {
      if (!create && !files.has(name)) throw new DOMException('', 'NotFoundError');
      return handleOf(name);
    },
    removeEntry: async (name: string) => void files.delete(name),
    async *entries() {
      for (const name of files.keys()) yield [name, handleOf(name)];
    },
  };
  const getDirectory = async () => ({ getDirectoryHandle: async () => folder });
  vi.stubGlobal('navigator', { storage: { getDirectory } });
  return files;
};

test('without a chooser is held by the browser until it is saved, and named after chip, board and day', async () => {
  const files = stubStorage();
  const board = await bound('esp32');
  const made = madeOf((await use(board, { tool: 'backup' })).tool);
  const tail = board.made.board.mac.split(':').slice(-3).join('');
  expect(made.name).toMatch(new RegExp(`^esp32-${tail}-\\d{4}-\\d\\d-\\d\\d\\.bin$`));
  const held = await heldFile(made.held ?? '');
  expect(sha256(new Uint8Array((await held?.arrayBuffer()) ?? new ArrayBuffer(0)))).toBe(sha256(flashOf(board)));
  await dropHeldFile(made.held ?? '');
  expect(files.size).toBe(0);
});

test('that a person stops leaves no file, and the board as it was', async () => {
  const files = stubStorage();
  const board = await bound('t5ai');
  const before = flashOf(board);
  const { rig, lane } = board;
  const reading = rig.bench.handle({ kind: 'tool', lane: lane.id, ask: { tool: 'backup' } });
  await rig.lane(({ tool }) => tool?.phase === 'reading' && tool.done > 0);
  await rig.bench.handle({ kind: 'stop', lane: lane.id });
  await reading;
  expect(rig.lanes.get(lane.id)).toMatchObject({ state: 'proven', tool: { state: 'stopped' }, port: { use: 'free' } });
  expect(files.size).toBe(0);
  expect(isSame(flashOf(board), before)).toBe(true);
});

test('whose cable is pulled leaves nothing that looks whole', async () => {
  const board = await bound('esp32');
  const picked = createPickedFile('torn.bin', { onWrite: () => board.rig.unplug(board.made) });
  const lane = await use(board, { tool: 'backup', into: picked.file });
  expect(lane.tool).toMatchObject({ state: 'failed', problem: { code: 'port.lost' } });
  expect(picked.state).toBe('aborted');
  expect(picked.content).toBeUndefined();
});

test('for which there is no room says so, and frees the port', async () => {
  const board = await bound('esp32');
  const picked = createPickedFile('full.bin', { refuse: new DOMException('full', 'QuotaExceededError') });
  const lane = await use(board, { tool: 'backup', into: picked.file });
  const problem = { code: 'copy.not-kept', details: { name: 'full.bin', reason: 'QuotaExceededError' } };
  expect(lane).toMatchObject({ tool: { state: 'failed', problem }, port: { use: 'free' }, state: 'proven' });
  expect(picked.content).toBeUndefined();
  madeOf((await use(board, { tool: 'backup', into: createPickedFile().file })).tool);
});
