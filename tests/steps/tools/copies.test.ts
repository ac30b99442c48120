/**
 * A copy held against a board, written back, and cloned onto another: what differs is told exactly, a board gets its own
 * back bit by bit, and no license, key or radio of one board comes onto another by way of a file.
 */
import { afterEach, describe, expect, test } from 'vitest';
import type { CopyCompared, CopyWritten } from '../../../src/model/backup';
import type { VirtualChip } from '../../../src/model/board-habits';
import type { ToolView } from '../../../src/model/tool';
import { encodeLicense, storeOffset } from '../../../src/protocols/kv-store/license-files';
import { licenseOfUuid, listLicenses } from '../../../src/records/license-questions';
import { createPickedFile, fileOf } from '../picked-file';
import { madeUp } from '../rig';
import { type AtHand, createToolRig, flashOf, isSame, plugIn, runOn, settled, use } from '../tools-rig';

const stopping: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stopping.splice(0)) await stop();
});

const begin = async (chip: VirtualChip) => {
  const rig = await createToolRig(chip);
  stopping.push(rig.stop);
  return rig;
};

const bound = async (chip: VirtualChip, rig?: AtHand['rig']): Promise<AtHand> => {
  const board = await plugIn(rig ?? (await begin(chip)), chip);
  expect((await runOn(board)).state).toBe('proven');
  return board;
};

const resultOf = <T extends 'compare' | 'restore' | 'clone'>({ state, problem, result }: ToolView, tool: T) => {
  expect(problem).toBeUndefined();
  expect(state).toBe('done');
  if (result?.tool !== tool) throw new Error(`no ${tool}`);
  return result;
};

const compared = async (board: AtHand, file: File): Promise<CopyCompared> =>
  resultOf((await use(board, { tool: 'compare', file })).tool, 'compare') as CopyCompared;

const typedFor = ({ made }: AtHand) => ({ kind: 'mac', tail: made.board.mac.slice(-5) }) as const;

const cloned = async (board: AtHand, file: File): Promise<CopyWritten> => {
  const { sha256 } = await compared(board, file);
  return resultOf(
    (await use(board, { tool: 'clone', file, sha256, typed: typedFor(board) })).tool,
    'clone',
  ) as CopyWritten;
};

/** As a tool of the person's own would make it: nothing here knows of it. */
const taken = (board: AtHand, name?: string): File => fileOf(flashOf(board), name);

/** As this bench makes it. */
const backedUp = async (board: AtHand): Promise<File> => {
  const picked = createPickedFile();
  await use(board, { tool: 'backup', into: picked.file });
  return fileOf(picked.content ?? new Uint8Array(0));
};

const spoil = ({ made: { board } }: AtHand, at: number, bytes: Uint8Array) => {
  const sector = at - (at % 0x1000);
  const end = Math.ceil((at + bytes.length) / 0x1000) * 0x1000;
  const held = board.flash.read(sector, end - sector);
  held.set(bytes, at - sector);
  board.flash.erase(sector, end - sector);
  board.flash.program(sector, held);
};

/** The cable goes after so many bytes to the board. The answer puts a whole one in its place. */
const pullAfter = ({ rig, made }: AtHand, bytes: number): (() => void) => {
  let left = bytes;
  const { receive } = made.board;
  made.board.receive = (sent) => {
    left -= sent.length;
    if (left < 0) rig.unplug(made);
    else receive(sent);
  };
  return () => {
    made.board.receive = receive;
  };
};

const recogniseAgain = async ({ rig, made }: AtHand): Promise<AtHand> => {
  await rig.bench.handle({ kind: 'recognise', port: made.seen.id });
  const lane = await rig.lane((seen) => seen.port.id === made.seen.id && settled(seen));
  return { rig, made, lane };
};

const uuidOf = (board: AtHand): string => board.rig.lanes.get(board.lane.id)?.license?.uuid ?? '';
/** Does not deflate, so that it takes its time on the line. */
const noise = (size: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, at) => (at * at * 2_654_435_761) >>> 11);

const ascii = (text: string) => new TextEncoder().encode(text);
const holdsText = (bytes: Uint8Array, text: string): boolean => Buffer.from(bytes).includes(text);

describe('compared', () => {
  test.for<VirtualChip>(['esp32', 'bk7231n'])('with its own copy a %s differs nowhere', async (chip) => {
    const board = await bound(chip);
    const before = flashOf(board);
    expect(await compared(board, taken(board))).toMatchObject({ differ: [], owner: { of: 'own' } });
    expect(isSame(flashOf(board), before)).toBe(true);
  });

  test('exactly what was changed is told, by part, with its addresses and without a byte of it', async () => {
    const board = await bound('esp32');
    const file = taken(board);
    spoil(board, 0x9123, ascii('xyz'));
    spoil(board, 0x9fff, Uint8Array.of(7));
    spoil(board, 0x20000, new Uint8Array(0x3000).fill(0x11));
    const { differ } = await compared(board, file);
    const [nvs, app] = differ;
    expect(differ).toHaveLength(2);
    expect(nvs).toMatchObject({ label: 'nvs', offset: 0x9000, sectors: 1, bytes: 4 });
    expect(nvs?.first).toEqual([0x9123, 0x9124, 0x9125, 0x9fff]);
    expect(app).toMatchObject({ sectors: 3 });
    expect(app?.first[0]).toBeGreaterThanOrEqual(0x20000);
  });

  test('a file that is longer than the flash is refused', async () => {
    const board = await bound('bk7231n');
    const file = fileOf(new Uint8Array(0x200001), 'too-long.bin');
    const { tool } = await use(board, { tool: 'compare', file });
    expect(tool).toMatchObject({ state: 'failed', problem: { code: 'copy.other-size' } });
  });

  test('another board’s copy is known by its license in the ledger', async () => {
    const rig = await begin('esp32');
    const [one, other] = [await bound('esp32', rig), await bound('esp32', rig)];
    expect(await compared(other, taken(one))).toMatchObject({ owner: { of: 'other', mac: one.made.board.mac } });
  });

  test('another board’s copy is known by the MAC in its radio', async () => {
    const rig = await begin('t5ai');
    const [one, other] = [await plugIn(rig, 't5ai'), await plugIn(rig, 't5ai')];
    expect(await compared(other, taken(one))).toMatchObject({ owner: { of: 'other', mac: one.made.board.mac } });
  });
});

describe('restored', () => {
  test.for<VirtualChip>(['esp32', 't5ai'])('a %s is bit by bit what it was, and the ledger too', async (chip) => {
    const board = await bound(chip);
    const { rig, made } = board;
    const [before, ledger] = [flashOf(board), await listLicenses(rig.db)];
    const file = await backedUp(board);
    spoil(board, 0x12345, new Uint8Array(0x8000).fill(0x22));
    spoil(board, before.length - 0x4000, new Uint8Array(0x2000).fill(0x33));
    const { sha256, owner } = await compared(board, file);
    expect(owner).toEqual({ of: 'own' });
    const lane = await use(board, { tool: 'restore', file, sha256, mac: made.board.mac });
    expect(resultOf(lane.tool, 'restore')).toMatchObject({ sha256 });
    expect(isSame(flashOf(board), before)).toBe(true);
    expect(await listLicenses(rig.db)).toEqual(ledger);
    expect(lane.unfinished).toBeUndefined();
    const again = await recogniseAgain(board);
    expect(again.lane.onBoard).toMatchObject({ kind: 'has' });
  });

  test('is no other board’s copy, and nothing is written', async () => {
    const rig = await begin('esp32');
    const [one, other] = [await bound('esp32', rig), await bound('esp32', rig)];
    const before = flashOf(other);
    const file = await backedUp(one);
    const { sha256 } = await compared(other, file);
    const { tool } = await use(other, { tool: 'restore', file, sha256, mac: other.made.board.mac });
    expect(tool).toMatchObject({ state: 'failed', problem: { code: 'copy.license-elsewhere' } });
    expect(isSame(flashOf(other), before)).toBe(true);
  });

  test('a copy nobody knows is a stranger’s', async () => {
    const board = await plugIn(await begin('esp32'), 'esp32');
    const file = fileOf(new Uint8Array(0x400000).fill(0x5a));
    const { sha256, owner, clone } = await compared(board, file);
    expect(owner).toEqual({ of: 'unknown' });
    expect(clone).toBeUndefined();
    const { tool } = await use(board, { tool: 'restore', file, sha256, mac: board.made.board.mac });
    expect(tool).toMatchObject({ state: 'failed', problem: { code: 'copy.not-yours' } });
  });

  test('not where its license has gone to another board since', async () => {
    const rig = await begin('esp32');
    const board = await bound('esp32', rig);
    const file = await backedUp(board);
    const row = await licenseOfUuid(rig.db, uuidOf(board));
    await rig.db.licenses.update(row?.uuid ?? '', { mac: 'A4:CF:12:99:99:99', owner: 'A4:CF:12:99:99:99' });
    const { sha256 } = await compared(board, file);
    const { tool } = await use(board, { tool: 'restore', file, sha256, mac: board.made.board.mac });
    expect(tool).toMatchObject({
      problem: { code: 'copy.license-elsewhere', details: { owner: 'A4:CF:12:99:99:99' } },
    });
  });

  test('by the word for this board alone, and of the file that was compared', async () => {
    const board = await bound('bk7231n');
    const before = flashOf(board);
    const file = await backedUp(board);
    const { sha256 } = await compared(board, file);
    const wrongMac = await use(board, { tool: 'restore', file, sha256, mac: 'A4:CF:12:99:99:99' });
    expect(wrongMac.tool.problem?.code).toBe('board.changed');
    const changed = before.slice();
    changed[0x20000] = (changed[0x20000] ?? 0) ^ 1;
    const other = await use(board, { tool: 'restore', file: fileOf(changed), sha256, mac: board.made.board.mac });
    expect(other.tool.problem?.code).toBe('copy.changed');
    expect(isSame(flashOf(board), before)).toBe(true);
  });

  test('the license that lay there since is kept for this board', async () => {
    const rig = await begin('esp32');
    const board = await plugIn(rig, 'esp32');
    const file = await backedUp(board);
    await runOn(board);
    const uuid = uuidOf(board);
    const { sha256, owner } = await compared(board, file);
    expect(owner).toEqual({ of: 'own' });
    await use(board, { tool: 'restore', file, sha256, mac: board.made.board.mac });
    expect(await licenseOfUuid(rig.db, uuid)).toMatchObject({ mac: board.made.board.mac });
    const again = await runOn(await recogniseAgain(board));
    expect(again).toMatchObject({ state: 'proven', license: { uuid } });
  });

  test('a cable that is pulled leaves a note, and the same file brings it to its end, also the next day', async () => {
    const board = await bound('esp32');
    const { rig, made } = board;
    spoil(board, 0x20000, noise(0x60000));
    const before = flashOf(board);
    const file = await backedUp(board);
    spoil(board, 0x20000, new Uint8Array(0x60000).fill(0x22));
    const { sha256 } = await compared(board, file);
    const mend = pullAfter(board, 0x18000);
    const ask = { tool: 'restore', file, sha256, mac: made.board.mac } as const;
    const lane = await use(board, ask);
    expect(lane).toMatchObject({
      tool: { state: 'failed', problem: { code: 'port.lost' } },
      unfinished: { sha256, copy: 'restore' },
    });
    mend();
    const back = rig.replug(made);
    const found = await rig.lane(({ port, state }) => port.id === back.seen.id && state === 'ready');
    expect(found.unfinished).toMatchObject({ sha256, copy: 'restore' });
    // On no shelf is this file: nothing is begun with another in its place.
    await rig.bench.handle({ kind: 'retry', lane: found.id, instead: 'go-on-writing' });
    expect(rig.lanes.get(found.id)).toMatchObject({ state: 'ready', unfinished: { sha256 } });
    const other = fileOf(noise(0x400000), 'other.bin');
    const refused = await use({ rig, made: back, lane: found }, { ...ask, file: other });
    expect(refused).toMatchObject({
      tool: { problem: { code: 'copy.other-file', details: { file: 'other.bin', wanted: file.name } } },
      unfinished: { sha256, copy: 'restore' },
    });
    // The next day: nothing is left of that page but what is in its storage.
    rig.unplug(back);
    await rig.bench.idle();
    const next = await createToolRig('esp32', rig.db);
    stopping.push(next.stop);
    const later = next.replug(back);
    const lies = await next.lane(({ port, state }) => port.id === later.seen.id && state === 'ready');
    expect(lies.unfinished).toMatchObject({ sha256, copy: 'restore' });
    const done = await use({ rig: next, made: later, lane: lies }, ask);
    expect(done).toMatchObject({ tool: { state: 'done' }, unfinished: undefined });
    expect(isSame(flashOf(board), before)).toBe(true);
  });
});

describe('cloned', () => {
  test('an ESP32 gets the program of the other and keeps its own license', async () => {
    const rig = await begin('esp32');
    const [one, other] = [await bound('esp32', rig), await bound('esp32', rig)];
    const program = flashOf(one).subarray(0x10000, 0x11000);
    spoil(other, 0x10000, new Uint8Array(0x1000).fill(0x44));
    spoil(one, 0x9000, ascii('a network of theirs'));
    const [own, uuid] = [flashOf(other), uuidOf(other)];
    const { clone } = await cloned(other, taken(one));
    const now = flashOf(other);
    expect(isSame(now.subarray(0x10000, 0x11000), program)).toBe(true);
    for (const { fate, rule, offset, size, label } of clone ?? []) {
      if (fate === 'kept')
        expect(isSame(now.subarray(offset, offset + size), own.subarray(offset, offset + size))).toBe(true);
      expect(rule === 'copied', label).toBe(fate === 'copied');
    }
    expect(clone?.find(({ label }) => label === 'tuya')).toMatchObject({ rule: 'license', fate: 'kept' });
    expect(clone?.find(({ label }) => label === 'nvs')).toMatchObject({ rule: 'wifi', fate: 'kept' });
    expect(holdsText(now, 'a network of theirs')).toBe(false);
    const again = await recogniseAgain(other);
    expect(again.lane.onBoard).toMatchObject({ kind: 'has', uuid });
    expect(uuidOf(one)).not.toBe(uuid);
  });

  test('a new ESP32 gets no license at all', async () => {
    const rig = await begin('esp32');
    const one = await bound('esp32', rig);
    const other = await plugIn(rig, 'esp32');
    const { clone } = await cloned(other, taken(one));
    expect(clone?.find(({ label }) => label === 'tuya')).toMatchObject({ rule: 'license', fate: 'empty' });
    const again = await recogniseAgain(other);
    expect(again.lane.onBoard).toEqual({ kind: 'none' });
    expect(await licenseOfUuid(rig.db, uuidOf(one))).toMatchObject({ mac: one.made.board.mac });
  });

  test('a T5AI keeps its license, its keys and its radio', async () => {
    const rig = await begin('t5ai');
    const [one, other] = [await bound('t5ai', rig), await bound('t5ai', rig)];
    const [own, theirs, uuid] = [flashOf(other), flashOf(one), uuidOf(other)];
    spoil(other, 0x20000, new Uint8Array(0x1000).fill(0x44));
    const { clone } = await cloned(other, fileOf(theirs));
    const now = flashOf(other);
    expect(isSame(now.subarray(0, 0x7cb000), theirs.subarray(0, 0x7cb000))).toBe(true);
    expect(isSame(now.subarray(0x7cb000), own.subarray(0x7cb000))).toBe(true);
    expect(clone?.find(({ label }) => label === 'rf')).toMatchObject({ rule: 'radio', fate: 'kept' });
    const again = await recogniseAgain(other);
    expect(again.lane).toMatchObject({ onBoard: { kind: 'has', uuid }, chip: { mac: other.made.board.mac } });
  });

  test('only a copy of a whole chip, and of such a chip', async () => {
    const board = await bound('esp32');
    const short = fileOf(flashOf(board).subarray(0, 0x200000));
    const { sha256, clone } = await compared(board, short);
    expect(clone).toBeUndefined();
    const { tool } = await use(board, { tool: 'clone', file: short, sha256, typed: typedFor(board) });
    expect(tool.problem?.code).toBe('copy.other-size');
    const other = fileOf(new Uint8Array(0x400000).fill(0x5a));
    const { sha256: digest } = await compared(board, other);
    expect(
      (await use(board, { tool: 'clone', file: other, sha256: digest, typed: typedFor(board) })).tool.problem?.code,
    ).toBe('copy.other-chip');
  });

  test('a cable that is pulled leaves a note, and the same file brings it to its end with the license of its own', async () => {
    const rig = await begin('esp32');
    const [one, other] = [await bound('esp32', rig), await bound('esp32', rig)];
    // Behind the program, which is to start.
    spoil(one, 0x100000, noise(0x60000));
    const [file, uuid] = [taken(one), uuidOf(other)];
    const { sha256 } = await compared(other, file);
    const mend = pullAfter(other, 0x18000);
    const ask = { tool: 'clone', file, sha256, typed: typedFor(other) } as const;
    expect(await use(other, ask)).toMatchObject({
      tool: { state: 'failed', problem: { code: 'port.lost' } },
      unfinished: { sha256, copy: 'clone' },
    });
    mend();
    const back = rig.replug(other.made);
    const found = await rig.lane(({ port, state }) => port.id === back.seen.id && state === 'ready');
    expect(found.unfinished).toMatchObject({ sha256, copy: 'clone' });
    const again = { rig, made: back, lane: found };
    const refused = await use(again, { ...ask, file: fileOf(noise(0x400000), 'other.bin') });
    expect(refused.tool.problem?.code).toBe('copy.other-file');
    expect(await use(again, ask)).toMatchObject({ tool: { state: 'done' }, unfinished: undefined });
    expect(isSame(flashOf(other).subarray(0x100000, 0x160000), noise(0x60000))).toBe(true);
    expect((await recogniseAgain(again)).lane.onBoard).toMatchObject({ kind: 'has', uuid });
  });

  test('by the word for this board alone', async () => {
    const rig = await begin('esp32');
    const [one, other] = [await bound('esp32', rig), await bound('esp32', rig)];
    spoil(other, 0x10000, new Uint8Array(0x1000).fill(0x44));
    const [before, file] = [flashOf(other), taken(one)];
    const { sha256 } = await compared(other, file);
    // As typed by a person who looked at the board the copy is of.
    const { tool } = await use(other, { tool: 'clone', file, sha256, typed: typedFor(one) });
    expect(tool).toMatchObject({ state: 'failed', problem: { code: 'copy.not-confirmed' } });
    expect(isSame(flashOf(other), before)).toBe(true);
  });

  test('a license that the copy carries is never on this board, whoever it belongs to', async () => {
    const board = await bound('esp32');
    const copy = flashOf(board);
    copy.fill(0xff, 0x3b0000, 0x3d8000);
    copy.set(encodeLicense(madeUp(77)), 0x3b0000 + storeOffset);
    await cloned(board, fileOf(copy));
    const again = await recogniseAgain(board);
    expect(again.lane.onBoard).toMatchObject({ kind: 'has', uuid: uuidOf(board) || expect.not.stringContaining('77') });
    expect(await licenseOfUuid(board.rig.db, madeUp(77).uuid)).toBeUndefined();
  });
});
