import { expect, test } from 'vitest';
import { remediesOf } from '../../../src/screens/parts/trouble-remedies';

const refused = (code: number) => remediesOf({ kind: 'refused', code, msg: '' });

/** openapi, section 5: what the project or the computer has to mend, against what the device or the command has. */
test.each([1004, 1010, 1013, 1106, 2007, 28841002, 28841101, 28841107])('%i leads to the settings', (code) => {
  expect(refused(code)).toContain('open-settings');
});

test.each([500, 1103, 1110, 2001, 999_999])('%i can only be tried again', (code) => {
  expect(refused(code)).toEqual(['retry']);
});

test('what never reached the cloud has the remedies of its problem', () => {
  expect(remediesOf({ kind: 'problem', problem: { code: 'cloud.no-account', details: {} } })).toContain(
    'open-settings',
  );
  expect(remediesOf({ kind: 'problem', problem: { code: 'cloud.busy', details: {} } })).not.toContain('open-settings');
});
