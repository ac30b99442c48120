/** What the mutation run changes, and which tests ought to notice. */
import type { Mutation } from './mutations';

export interface Target {
  /** Name on the command line. */
  group: 'ledger' | 'stations' | 'masks' | 'writers';
  file: string;
  tests: readonly string[];
}

const stationTests = ['tests/steps/stations/license-station.test.ts', 'tests/steps/stations/license-told.test.ts'];
/** The tests that know each file of the ledger best; the rest of them would only take longer. */
const ledger: Readonly<Record<string, readonly string[]>> = {
  'licenses.ts': ['licenses.test.ts', 'license-edges.test.ts', 'ledger-lock.test.ts'],
  'license-rows.ts': ['licenses.test.ts', 'license-edges.test.ts'],
  'license-import.ts': ['license-import.test.ts', 'license-edges.test.ts'],
  'license-questions.ts': ['license-edges.test.ts', 'licenses.test.ts'],
  'license-found.ts': ['license-found.test.ts', 'license-met.test.ts'],
  'runs.ts': ['runs.test.ts'],
};
const maskTests = [
  'tests/protocols/console/secrets.test.ts',
  'tests/protocols/console/mask.test.ts',
  'tests/protocols/console/secret-names.test.ts',
  'tests/protocols/certificate/certificate.test.ts',
];
const writerTests = [
  'tests/chips/esp/esp-patience.test.ts',
  'tests/chips/esp/esp-deflate.test.ts',
  'tests/chips/esp/esp32.test.ts',
  'tests/chips/esp/esp-answers.test.ts',
];

const group = (name: Target['group'], files: readonly string[], tests: readonly string[]): Target[] =>
  files.map((file) => ({ group: name, file, tests }));

export const targets: readonly Target[] = [
  ...Object.entries(ledger).flatMap(([file, tests]) =>
    group(
      'ledger',
      [`src/records/${file}`],
      tests.map((test) => `tests/records/${test}`),
    ),
  ),
  ...group(
    'stations',
    ['license', 'verify'].map((name) => `src/steps/stations/${name}.ts`),
    stationTests,
  ),
  ...group(
    'stations',
    ['src/steps/run/board-license.ts'],
    ['tests/steps/run/board-license.test.ts', 'tests/steps/stations/license-station.test.ts'],
  ),
  ...group(
    'stations',
    ['src/steps/stations/license-dialogue.ts'],
    ['tests/steps/stations/license-asking.test.ts', 'tests/steps/stations/license-dialogue.test.ts'],
  ),
  ...group(
    'masks',
    [
      'src/protocols/console/mask.ts',
      'src/protocols/console/secrets.ts',
      'src/protocols/certificate/without-secrets.ts',
    ],
    maskTests,
  ),
  ...group(
    'writers',
    ['src/chips/esp/deflate.ts'],
    ['tests/chips/esp/esp-deflate.test.ts', 'tests/chips/esp/esp32.test.ts'],
  ),
  ...group('writers', ['src/chips/esp/write.ts'], writerTests),
  ...group(
    'writers',
    ['src/chips/esp/session.ts'],
    [
      ...writerTests,
      'tests/chips/esp/esp-locks.test.ts',
      'tests/chips/esp/esp-back.test.ts',
      'tests/chips/esp/esp-speed.test.ts',
    ],
  ),
];

export interface NamedMutation extends Pick<Mutation, 'label'> {
  file: string;
  /** Stands in the file exactly once. */
  find: string;
  put: string;
  tests: readonly string[];
}

/** Changes that were once made, and no test noticed. */
export const named: readonly NamedMutation[] = [
  {
    label: 'the intent is not waited for before `auth`',
    file: 'src/steps/stations/license.ts',
    find: '  await markSending(',
    put: '  void markSending(',
    tests: stationTests,
  },
  {
    label: 'the second reading is not compared',
    file: 'src/steps/stations/verify.ts',
    find: 'if (sameLicense(device.license, intended)) return',
    put: 'if (round === 2 || sameLicense(device.license, intended)) return',
    tests: stationTests,
  },
  {
    label: 'a license that is perhaps written is taken for not written',
    file: 'src/steps/stations/license.ts',
    find: "if (written === 'perhaps')",
    put: 'if (false)',
    tests: stationTests,
  },
  {
    label: 'the AuthKey of the row bound to the board is not compared',
    file: 'src/steps/run/board-license.ts',
    find: 'boundKeyEqual: boundRow.uuid === license?.uuid && ourKey',
    put: 'boundKeyEqual: boundRow.uuid === license?.uuid',
    tests: stationTests,
  },
  {
    label: 'the AuthKey of the row bound to the board does not count',
    file: 'src/model/license-decision.ts',
    find: 'if (own && own.uuid === device.license.uuid && keyEqual)',
    put: 'if (own && own.uuid === device.license.uuid)',
    tests: [...stationTests, 'tests/model/license-decision.test.ts'],
  },
  {
    label: 'a factory-default MAC is replaced by the one of the loader',
    file: 'src/steps/stations/license.ts',
    find: 'if (told === factoryDefaultMac) return told;',
    put: 'if (told === factoryDefaultMac) return context.learned.mac;',
    tests: stationTests,
  },
  {
    label: 'the mask for `sign`, `token` and `data` in addresses is gone',
    file: 'src/protocols/console/secrets.ts',
    find: '  /[?&](?:sign|token|data)=(?<s>[^&\\s]+)/dgis,\n',
    put: '',
    tests: maskTests,
  },
  {
    label: 'the newest kept run goes in place of the oldest',
    file: 'src/records/runs.ts',
    find: "const oldest = db.runs.orderBy('startedAt')",
    put: "const oldest = db.runs.orderBy('startedAt').reverse()",
    tests: ['tests/records/runs.test.ts'],
  },
  {
    label: 'the ledger is content when the system has heard of a change',
    file: 'src/records/database.ts',
    find: "chromeTransactionDurability: 'strict'",
    put: "chromeTransactionDurability: 'relaxed'",
    tests: ['tests/records/durability.test.ts'],
  },
  {
    label: 'an image may begin between two sectors',
    file: 'src/chips/esp/write.ts',
    find: "      if (address % sectorBytes !== 0) throw new LoaderFault('unaligned');\n      told(",
    put: '      told(',
    tests: writerTests,
  },
  {
    label: 'an erase may begin between two sectors',
    file: 'src/chips/esp/write.ts',
    find: 'if (address % sectorBytes !== 0 || size % sectorBytes !== 0)',
    put: 'if (size % sectorBytes !== 0)',
    tests: writerTests,
  },
];
