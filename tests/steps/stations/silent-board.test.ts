import { expect, it } from 'vitest';
import { problems as english } from '../../../src/i18n/en/problems';
import { problems as chinese } from '../../../src/i18n/zh/problems';
import { firstPlan } from '../../../src/steps/bench/bench-view';
import { boot } from '../../../src/virtual/esp/boot/boot';
import type { BootIo } from '../../../src/virtual/parts/firmware';
import { createRig, ended, newDatabase, stockFirmware } from '../rig';

/** A program without a word and without a shell. */
const mute = (io: BootIo) => boot({ ...io, send: () => {} }, 'esp32');

const flashed = /proven by checksum|通过校验/;
it('a silent board: after flashing it holds what was written, and after any other restart nobody said so', async () => {
  const rig = await createRig(newDatabase(), { license: false, verify: false, boot: false });
  await stockFirmware(rig.db);
  const made = rig.makeBoard('esp32', {}, {}, {}, mute);
  rig.plug(made);
  const { id } = await rig.lane(({ state }) => state === 'ready');
  await rig.bench.handle({ kind: 'start', lane: id });
  const lane = await rig.lane(ended);
  const { code, details } = lane.problem!;
  expect(code).toBe('board.no-banner');
  for (const words of [english.words, chinese]) expect(words.of[code].what(details)).toMatch(flashed);
  await rig.bench.handle({ kind: 'set-plan', plan: { ...firstPlan, license: false, verify: false, flash: false } });
  await rig.bench.handle({ kind: 'start', lane: lane.id });
  const again = await rig.lane((view) => ended(view) && view.runId !== lane.runId);
  expect(again.problem?.code).toBe('board.no-banner');
  for (const words of [english.words, chinese])
    expect(words.of[code].what(again.problem!.details)).not.toMatch(flashed);
  await rig.stop();
});
