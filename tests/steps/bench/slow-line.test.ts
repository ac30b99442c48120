import { expect, it } from 'vitest';
import { facts as english } from '../../../src/i18n/en/facts';
import { facts as chinese } from '../../../src/i18n/zh/facts';
import { createRig, ended, stockFirmware, stockLicenses } from '../rig';

it('a line that does not carry the speed of the plan is told, with the speed it carries', async () => {
  const rig = await createRig(undefined, { baud: 921_600 });
  await stockLicenses(rig.db, 1);
  await stockFirmware(rig.db);
  const made = rig.makeBoard('esp32');
  const set = made.board.hostBaud;
  made.board.hostBaud = (rate) => set(rate > 230_400 ? rate * 1.2 : rate);
  rig.plug(made);
  const { id } = await rig.lane(({ state }) => state === 'ready');
  await rig.bench.handle({ kind: 'start', lane: id });
  expect((await rig.lane(ended)).state).toBe('proven');
  const told = rig.events.flatMap((event) => (event.kind === 'lane' ? (event.lane.stations[1]?.fact ?? []) : []));
  const fact = told.find(({ code }) => code === 'writing')!;
  expect(fact).toEqual({ code: 'writing', details: { baud: 230_400, asked: 921_600 } });
  expect(english.words.of.writing(fact.details)).toMatch(
    /^writing at 230\D400 baud: the line does not carry 921\D600$/,
  );
  expect(chinese.of.writing(fact.details)).toMatch(/230\D400.*921\D600/);
  await rig.stop();
});
