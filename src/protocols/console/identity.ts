/** The identity that the cloud gives a device: printed by it once, when it is activated (authorize-cli, section 6, row "activated"). */

/** Both keys are secrets, 16 characters each (ble-pairing, section 1). */
export interface DeviceIdentity {
  deviceId: string;
  secKey: string;
  localKey: string;
}

const printed = /\bresult len (\d+) :(\{.*)$/s;
const keyLength = 16;
const longestId = 25;

type Field = 'devId' | 'secKey' | 'localKey';

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
};

/** Of JSON that the log's length limit has cut off: a field counts as soon as its text is closed. */
const closedField = (json: string, name: Field): unknown =>
  parsed(new RegExp(`"${name}":("(?:[^"\\\\]|\\\\.)*")`).exec(json)?.[1] ?? '');

/** By the name of a field. The length that stands before it tells JSON that is whole from JSON that has lost a byte. */
const fieldsOf = (json: string, length: number): ((name: Field) => unknown) | undefined => {
  const whole = parsed(json);
  if (typeof whole !== 'object' || whole === null) return (name) => closedField(json, name);
  if (new TextEncoder().encode(json).length !== length) return undefined;
  return (name) => (whole as Record<string, unknown>)[name];
};

/** From a line as it was heard, before anything of it is masked. Undefined as well when a key is not whole. */
export const readIdentityLine = (text: string): DeviceIdentity | undefined => {
  const [, length, json] = printed.exec(text.trimEnd()) ?? [];
  const field = json === undefined ? undefined : fieldsOf(json, Number(length));
  const [deviceId, secKey, localKey] = [field?.('devId'), field?.('secKey'), field?.('localKey')];
  if (typeof deviceId !== 'string' || typeof secKey !== 'string' || typeof localKey !== 'string') return undefined;
  if (deviceId === '' || deviceId.length > longestId) return undefined;
  return secKey.length === keyLength && localKey.length === keyLength ? { deviceId, secKey, localKey } : undefined;
};
