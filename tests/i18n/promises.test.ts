import { expect, test } from 'vitest';
import { air } from '../../src/i18n/en/air';
import { bench } from '../../src/i18n/en/bench';
import { bind } from '../../src/i18n/en/bind';
import { bluetooth } from '../../src/i18n/en/bluetooth';
import { builds } from '../../src/i18n/en/builds';
import { catalogues } from '../../src/i18n/en/catalogues';
import { certificate } from '../../src/i18n/en/certificate';
import { cloud } from '../../src/i18n/en/cloud';
import { console as consoleWords } from '../../src/i18n/en/console';
import { copies } from '../../src/i18n/en/copies';
import { day } from '../../src/i18n/en/day';
import { demo } from '../../src/i18n/en/demo';
import { devices } from '../../src/i18n/en/devices';
import { facts } from '../../src/i18n/en/facts';
import { firmware } from '../../src/i18n/en/firmware';
import { flashTools } from '../../src/i18n/en/flash-tools';
import { hex } from '../../src/i18n/en/hex';
import { licenses } from '../../src/i18n/en/licenses';
import { logFolderWords } from '../../src/i18n/en/log-folder';
import { logWords } from '../../src/i18n/en/log-words';
import { notOpened } from '../../src/i18n/en/not-opened';
import { packages } from '../../src/i18n/en/packages';
import { pairing } from '../../src/i18n/en/pairing';
import { problems } from '../../src/i18n/en/problems';
import { products } from '../../src/i18n/en/products';
import { recipes } from '../../src/i18n/en/recipes';
import { sending } from '../../src/i18n/en/sending';
import { settings } from '../../src/i18n/en/settings';
import { shell } from '../../src/i18n/en/shell';
import { tour } from '../../src/i18n/en/tour';
import { zh } from '../../src/i18n/zh';

/**
 * Sentences about plugging promise only what a browser keeps (browser-grants): a port comes back without the chooser
 * where its adapter has a serial number, or by a policy, and a page can know neither.
 */

/** Every sentence with where it stands; functions are told made-up facts. */
const sentences = (words: unknown, at: string): [string, string][] => {
  if (typeof words === 'string') return [[at, words]];
  if (typeof words === 'function') {
    try {
      const said: unknown = words('A4:CF:12:00:00:01', 'A4:CF:12:00:00:02');
      return typeof said === 'string' ? [[at, said]] : [];
    } catch {
      return [];
    }
  }
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).flatMap(([key, value]) => sentences(value, `${at}.${key}`));
};

const catalogs = [
  air,
  bench,
  bind,
  bluetooth,
  builds,
  catalogues,
  certificate,
  cloud,
  consoleWords,
  copies,
  day,
  demo,
  devices,
  facts,
  firmware,
  packages,
  flashTools,
  hex,
  licenses,
  notOpened,
  logFolderWords,
  logWords,
  pairing,
  problems,
  products,
  recipes,
  sending,
  settings,
  shell,
  tour,
];
const of = {
  en: catalogs.flatMap(({ name, words }) => sentences(words, name)),
  zh: catalogs.flatMap(({ name }) => sentences(zh[name], name)),
};

/** Words that speak of a port to come. */
const ofPlugging = {
  en: /\b(un)?plug(s|ged|ging)?\b|\bcomes? back\b|\bsame board\b|\bremembers?\b/i,
  zh: /插上|插入|插回|插好|拔下|回来|同一块板|记住|再接上/,
};

/** Why each of them is true on every system, whatever its adapter; or which words say what to do where it is not. */
const otherwise = { en: /choose|chosen|ask again/, zh: /选/ } as const;
const holds: Readonly<
  Record<
    string,
    'asks for a hand' | 'tells what was' | 'says what has to be so first' | 'about something else' | 'names the chooser'
  >
> = {
  'bench.browser.bluetoothOffNote': 'about something else',
  'bench.virtual.habits.noisy': 'about something else',
  'bench.virtual.habits.cable': 'about something else',
  'bind.reader.offline': 'about something else',
  'bench.plan.baudNote': 'about something else',
  'bench.lane.lost': 'tells what was',
  'bench.lane.resumes': 'says what has to be so first',
  'bench.end.unplug': 'asks for a hand',
  'console.gone': 'tells what was',
  'licenses.doubtful.notEqual': 'about something else',
  'licenses.report.sameMac': 'about something else',
  'notOpened.reason.linux-group.todo': 'about something else',
  'notOpened.reason.modem-manager.todo': 'about something else',
  'notOpened.reason.plug-anew.todo': 'asks for a hand',
  'problems.of.port.not-opened.what': 'tells what was',
  'problems.of.port.lost.what': 'tells what was',
  'problems.of.license.foreign.what': 'about something else',
  'recipes.preflight.instead.off.what': 'about something else',
  'shell.gone': 'tells what was',
  'tour.plan.text': 'about something else',
  'tour.stations.control': 'about something else',
  'bench.empty.title': 'asks for a hand',
  'bench.empty.chooserNote.by-serial': 'names the chooser',
  'bench.empty.chooserNote.by-socket': 'names the chooser',
  'bench.empty.chooserNote.unknown': 'names the chooser',
  'bench.plan.startNote': 'names the chooser',
  'bench.end.unplugNext': 'names the chooser',
  'day.plugIn': 'names the chooser',
  'licenses.doubtful.plugIn': 'names the chooser',
  'problems.again.came-back': 'names the chooser',
  'problems.again.chosen-again': 'names the chooser',
  'problems.again.by-serial': 'names the chooser',
  'problems.again.by-socket': 'names the chooser',
  'problems.again.unknown': 'names the chooser',
};

test('every catalog is looked through', () => {
  expect(catalogs.map(({ name }) => name).sort()).toEqual(Object.keys(zh).sort());
});

test.each(['en', 'zh'] as const)(
  'every sentence about plugging in stands in the table of what holds, %s',
  (language) => {
    const found = of[language]
      .filter(([, text]) => ofPlugging[language].test(text))
      .map(([at, text]) => `${at}: ${text}`);
    const unknown = found.filter((line) => !(line.split(': ')[0]! in holds));
    expect(unknown).toEqual([]);
  },
);

test.each(['en', 'zh'] as const)(
  'where a browser may have forgotten the port, the chooser is named, %s',
  (language) => {
    for (const [at, why] of Object.entries(holds)) {
      const said = of[language].find(([where]) => where === at)?.[1];
      expect(said, at).toBeTruthy();
      if (why === 'names the chooser') expect(said, at).toMatch(otherwise[language]);
    }
  },
);
