/** The recorded sessions, typed as far as the tests look (device-cloud, section 9). */
import session from '../../vectors/activation-session.json';
import vectors from '../../vectors/mqtt-dp-vectors.json';

export interface AtopStep {
  api: string;
  version: string;
  path: string;
  urlParams: Record<string, string>;
  key: string;
  signSource: string;
  sign: string;
  requestPlaintext: string;
  requestNonceAscii?: string;
  requestNonceHex?: string;
  requestBody: string;
  responsePlaintext: string;
  responseNonceHex: string;
  responseBody: string;
}

export interface Step extends Partial<AtopStep> {
  step: string;
  by: string;
  topic?: string;
  plaintext?: string;
  hex?: string;
  text?: string;
  clientId?: string;
  username?: string;
  password?: string;
  topics?: { topic: string; qos: number }[];
  response?: Record<string, unknown>;
  sequence?: number;
  from?: number;
}

const { steps, secondClient, rejectedToken, unboundWhileOffline } = session;

export const story = steps as Step[];
export const secondStory = secondClient.steps as Step[];
export const { licence, device, productId } = session;

const isAtop = (step: Step): step is Step & AtopStep => step.requestPlaintext !== undefined;

/** All recorded ATOP calls, of both clients. */
export const atopSteps: readonly AtopStep[] = [
  ...[...story, ...secondStory].filter(isAtop),
  session.reactivationRequest as unknown as AtopStep,
  rejectedToken.first as unknown as AtopStep,
  unboundWhileOffline.sync as unknown as AtopStep,
];

export const packets = [...story, ...secondStory].flatMap(({ hex, plaintext, topic, sequence, from }) =>
  hex && plaintext && topic ? [{ hex, plaintext, topic, sequence, from }] : [],
);

export { session, vectors };

export const hexBytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
export const asciiBytes = (text: string): Uint8Array => new TextEncoder().encode(text);
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export const requestNonce = ({ requestNonceAscii, requestNonceHex }: AtopStep): Uint8Array =>
  requestNonceAscii === undefined ? hexBytes(requestNonceHex ?? '') : asciiBytes(requestNonceAscii);
