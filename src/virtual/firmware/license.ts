/** The license commands and their answers, word for word (authorize-cli, section 2). */
import type { License } from '../../model/license';
import type { FlashSteps, KvStore } from '../parts/kv';
import { type Command, type Device, simple } from './device';
import type { Otp } from './otp';

const uuidKey = 'UUID_TUYAOPEN';
const authKeyKey = 'AUTHKEY_TUYAOPEN';

/** A C string: it ends at the first NUL. */
const text = (bytes: Uint8Array): string => {
  const end = bytes.indexOf(0);
  return new TextDecoder('latin1').decode(end < 0 ? bytes : bytes.subarray(0, end));
};
const bytes = (latin1: string): Uint8Array => Uint8Array.from(latin1, (letter) => letter.charCodeAt(0));

export const storedLicense = (kv: KvStore): { uuid: string; authKey: string } | undefined => {
  const [uuid, authKey] = [kv.get(uuidKey), kv.get(authKeyKey)];
  return uuid && authKey ? { uuid: text(uuid.subarray(0, 20)), authKey: text(authKey.subarray(0, 32)) } : undefined;
};

/** The line that refuses these arguments, after what the firmware logs on the way there; undefined = go on. */
const refusal = ([, uuid = '', authKey = '', storage, mac]: readonly string[], device: Device): string | undefined => {
  device.log('D', 'tuya_authorize.c:186', `uuid:${uuid}(${uuid.length})`);
  device.log('D', 'tuya_authorize.c:187', `authkey:${authKey}(${authKey.length})`);
  if ((uuid.length !== 20 && uuid.length !== 16) || authKey.length !== 32)
    return 'uuid length must be 20/16, authkey length must be 32';
  if (storage !== undefined) {
    if (storage !== '0' && storage !== '1') return 'storage must be 0 or 1';
    device.log('D', 'tuya_authorize.c:204', `storage:${storage}`);
  }
  if (mac !== undefined) {
    if (mac.length !== 12) return 'mac length must be 12';
    device.log('D', 'tuya_authorize.c:217', `mac:${mac}`);
  } else device.log('D', 'tuya_authorize.c:227', `tal get wifi mac:${device.mac.replaceAll(':', '')}`);
  return storage === '1' && !device.otp ? 'OTP storage is only supported on T5 platform.' : undefined;
};

const auth: Command['run'] = (args, device, done) => {
  const answer = (line?: string): void => {
    if (line !== undefined) device.echo(line);
    done();
  };
  const [, uuid, authKey, storage] = args;
  if (uuid === undefined || authKey === undefined) {
    answer('Use like: auth uuidxxxxxxxxxxxxxxxx keyxxxxxxxxxxxxxxxxxxxxxxxxxxxxx');
    return;
  }
  if (device.powerCut('powerLossBeforeAuth')) return;
  const refused = refusal(args, device);
  if (refused !== undefined) {
    answer(refused);
    return;
  }
  if (storage === '1' && device.otp) {
    burn(device, device.otp, { uuid, authKey }, answer);
    return;
  }
  // Twenty bytes are always copied: behind a UUID of 16 they are its NUL and the beginning of the key.
  const twenty = `${uuid}\0${authKey}`.slice(0, 20);
  device.spend(writeBoth(device.kv, bytes(twenty), bytes(authKey)), (worked) => {
    if (worked && device.powerCut('powerLossAfterAuth')) return;
    if (!worked) {
      device.log('E', 'tuya_authorize.c:98', 'Authorization write failure.');
      answer('Authorization write failure.');
      return;
    }
    device.log('I', 'tuya_authorize.c:95', 'Authorization write succeeds.');
    const hint = '\r\nPlease reset the system to ensure the new credentials are used.';
    answer(`Authorization write succeeds.${device.generation.asksForReset ? hint : ''}`);
  });
};

/** Some versions print nothing when it worked (section 2); the power may go in the middle of it. */
const burn = (device: Device, otp: Otp, license: License, answer: (line?: string) => void): void => {
  const { habits } = device.io;
  const steps = otp.burn(license, device.mac);
  const cut = habits.powerLossInOtp === true;
  const watched = (function* (): FlashSteps {
    for (let words = 0; ; words++) {
      if (cut && words === 3 && device.powerCut('powerLossInOtp')) return false;
      const step = steps.next();
      if (step.done) return step.value;
      yield step.value;
    }
  })();
  device.spend(watched, (worked) => {
    if (!device.alive() || (worked && device.powerCut('powerLossAfterAuth'))) return;
    if (!worked) answer('Authorization write to OTP failure.');
    else if (habits.quietOtp) answer();
    else answer('Authorization write to OTP Succeeds.');
  });
};

function* writeBoth(kv: KvStore, uuid: Uint8Array, authKey: Uint8Array): FlashSteps {
  return (yield* kv.set(uuidKey, uuid)) && (yield* kv.set(authKeyKey, authKey));
}

function* removeBoth(kv: KvStore): FlashSteps {
  return (yield* kv.remove(uuidKey)) && (yield* kv.remove(authKeyKey));
}

const authRead = simple((device, [, storage]) => {
  const { echo, log } = device;
  const burned = device.otp?.license();
  const found = storage === '1' ? undefined : storedLicense(device.kv);
  if (storage !== undefined && storage !== '0' && storage !== '1') echo('storage must be 0 or 1');
  else if (found) {
    log('I', 'tuya_authorize.c:131', 'Authorization read succeeds.');
    echo(found.uuid);
    echo(found.authKey);
  } else if (burned) {
    log('I', 'tuya_authorize.c:136', 'Authorization otp read succeeds.');
    // Unless OTP is asked for, the firmware prints from the buffers that only KV fills.
    echo(storage === '1' ? burned.uuid : '');
    echo(storage === '1' ? burned.authKey : '');
  } else {
    log('E', 'tuya_authorize.c:139', 'Authorization read failure.');
    echo('Authorization read failure.');
  }
});

const authReset: Command['run'] = (_args, device, done) =>
  device.spend(removeBoth(device.kv), (worked) => {
    if (worked) device.log('I', 'tuya_authorize.c:153', 'Authorization reset succeeds.');
    else device.log('E', 'tuya_authorize.c:156', 'Authorization reset failure.');
    device.echo(`Authorization reset ${worked ? 'succeeds' : 'failure'}.`);
    done();
  });

const readMac = simple((device) => {
  const line = `mac: ${device.mac.toLowerCase()}`;
  if (device.generation.macInLogOnly) device.log('N', 'cli_cmd.c:112', line);
  else device.echo(line);
});

export const licenseCommands: readonly Command[] = [
  { name: 'auth', help: 'auth $uuid $authkey', run: auth },
  { name: 'auth-read', help: 'Read authorization information', run: authRead },
  { name: 'auth-reset', help: 'Reset authorization information', run: authReset },
  { name: 'read_mac', help: 'Read device MAC address', run: readMac },
];
