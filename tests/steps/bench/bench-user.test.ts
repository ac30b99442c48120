import { expect, test } from 'vitest';
import { type CloudCall, dataCentres } from '../../../src/model/cloud';
import { countryCodes, isCountryCode } from '../../../src/protocols/openapi/country-codes';
import { makeBenchUser } from '../../../src/steps/device/pairing-token';

/** The user a pairing token is asked for (openapi, section 7). */

const random = Uint8Array.from({ length: 16 }, (_, n) => n * 17);

test('is made in the country that was named, with a password nobody knows', async () => {
  const asked: CloudCall[] = [];
  const made = await makeBenchUser(
    {
      virtual: false,
      listen: () => () => {},
      async call(call) {
        asked.push(call);
        return { success: true, result: { uid: 'az1' }, t: 1 };
      },
    },
    { schema: 'benchapp', country: '49' },
    random,
  );
  expect(made).toEqual({ ok: true, value: 'az1' });
  expect(asked).toEqual([
    {
      method: 'POST',
      path: '/v1.0/apps/benchapp/user',
      body: {
        country_code: '49',
        username: 'bindery-bench',
        // The form of an MD5 in hex.
        password: '00112233445566778899aabbccddeeff',
        username_type: '3',
        nick_name: 'Bindery',
      },
    },
  ]);
});

test('every data centre has a country to begin with', () => {
  for (const { id } of dataCentres) expect(isCountryCode(countryCodes[id]), id).toBe(true);
  for (const wrong of ['', '+49', '049', 'DE', '12345']) expect(isCountryCode(wrong), wrong).toBe(false);
});
