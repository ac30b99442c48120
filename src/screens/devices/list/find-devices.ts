/** Which devices the words of the search field mean. Pure. */
import type { CloudDeviceFacts } from '../../../steps/device/device-answers';

const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s:-]/g, '');

/** All words, each anywhere in its name, product, ids or the MAC of its board. */
export const isMeant = (facts: CloudDeviceFacts, mac: string | undefined, words: string): boolean => {
  const { name, productName, deviceId, uuid, pid } = facts;
  const held = [name, productName, deviceId, uuid, pid, mac ?? ''].map(plain);
  return words
    .split(/\s+/)
    .map(plain)
    .every((word) => held.some((text) => text.includes(word)));
};
