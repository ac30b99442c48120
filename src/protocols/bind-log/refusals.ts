/**
 * What the cloud's refusals mean: its words at activation, and the SDK's return codes (authorize-cli, section 6). Of the
 * words only a few are known from real clouds; the rest go by what they mention.
 */
import type { BindFaultCode, ReturnCode } from '../../model/bind';

/** In order: the first that fits. */
const words: readonly (readonly [RegExp, BindFaultCode])[] = [
  // A license of another SDK type (authorize-cli, section 4).
  [/OPEN_SDK_NOT_MATCHED|not.?authori[sz]ed|UUID_NOT_EXIST|unknown licen[sc]e/i, 'bind.not-authorised'],
  [/token|^EXPIRED/i, 'bind.token-refused'],
  [/LICEN[SC]E_IN_USE|licen[sc]e .*\b(?:used|use)\b|uuid.*\b(?:used|bound)\b|already bound/i, 'bind.license-elsewhere'],
  [/product|\bpid\b|PRODUCT_NOT_EXIST/i, 'bind.pid-mismatch'],
  [/\bsign(?:ature)?\b|SIGN_INVALID|DECRYPT_FAILED/i, 'bind.login-refused'],
  [/TIME_VALIDATE|request time|\bclock\b/i, 'bind.clock'],
];

export const faultOfWords = (text: string): BindFaultCode =>
  words.find(([pattern]) => pattern.test(text))?.[1] ?? 'bind.activation-failed';

const codes: ReadonlyMap<number, ReturnCode> = new Map([
  [-1, 'general'],
  [-2, 'parameter'],
  [-5, 'network'],
  [-9, 'json'],
  [-13, 'connect'],
  [-14, 'transfer'],
  [-15, 'transfer'],
  [-17, 'storage'],
  [-18, 'storage'],
  [-20, 'timeout'],
  [-30, 'missing'],
  [-34, 'authentication'],
  [-4365, 'no-gateway'],
  [-4366, 'token-expired'],
  [-4367, 'must-reset'],
  [-4368, 'unregistered'],
  [-4371, 'signature'],
  [-4373, 'removed'],
  [-4374, 'bound-already'],
]);

export const returnCodeOf = (code: number): ReturnCode | undefined => {
  if (code <= -2560 && code >= -2568) return 'tls';
  if (code <= -7680 && code >= -7691) return 'link';
  return codes.get(code);
};

const faults: Partial<Record<ReturnCode, BindFaultCode>> = {
  network: 'bind.tls',
  connect: 'bind.tls',
  transfer: 'bind.tls',
  timeout: 'bind.tls',
  tls: 'bind.tls',
  link: 'bind.tls',
  authentication: 'bind.not-authorised',
  'token-expired': 'bind.token-refused',
  signature: 'bind.login-refused',
  'bound-already': 'bind.license-elsewhere',
};

/** By the code alone, when no words came with it. */
export const faultOfCode = (code: number): BindFaultCode =>
  faults[returnCodeOf(code) ?? 'general'] ?? 'bind.activation-failed';

/** Reasons of an 802.11 disconnect as ESP-IDF numbers them; of the rest nobody can say which it was. */
export const faultOfWifiReason = (reason: number): BindFaultCode => {
  // 201 no access point; 210 to 212 none that is safe, strong or open enough.
  if (reason === 201 || (reason >= 210 && reason <= 212)) return 'bind.wifi-not-found';
  // 15 and 204 the four-way handshake, 202 authentication, 14 a broken check of it.
  return [14, 15, 202, 204].includes(reason) ? 'bind.wifi-password' : 'bind.no-network';
};
