/** What the cloud's numbers mean: a row per code that deserves words of its own (openapi, section 5). */

/** Words for each live with the screen that shows them. */
export type ErrorMeaning =
  | 'wrong-key'
  | 'sign-invalid'
  | 'token-stale'
  | 'clock-off'
  | 'not-permitted'
  | 'bad-parameter'
  | 'bad-command'
  | 'no-such-call'
  | 'too-many-calls'
  | 'repeated'
  | 'cross-region'
  | 'service-not-authorised'
  | 'subscription-expired'
  | 'bill-overdue'
  | 'quota-used-up'
  | 'ip-not-allowed'
  | 'account-not-linked'
  | 'not-there'
  | 'not-supported'
  | 'user-syncing'
  | 'not-subscribed'
  | 'data-centre-suspended'
  | 'cloud-fault';

interface KnownError {
  meaning: ErrorMeaning;
  /**
   * The cloud's own text, from the vendor's list or (1114, 2007, 2406, 2884xxxx) from issue threads; an emulator answers
   * with it. Of 28841003, 28841102 to 28841104 and 40000309 the meaning alone is known, by third-party clients.
   */
  msg: string;
}

export const knownErrors: Readonly<Record<number, KnownError>> = {
  500: { meaning: 'cloud-fault', msg: 'system error, please contact the admin' },
  1000: { meaning: 'not-there', msg: 'data not exist' },
  1001: { meaning: 'wrong-key', msg: 'secret invalid' },
  1002: { meaning: 'token-stale', msg: 'access_token is null' },
  1003: { meaning: 'bad-parameter', msg: 'grant type invalid' },
  1004: { meaning: 'sign-invalid', msg: 'sign invalid' },
  1005: { meaning: 'wrong-key', msg: 'clientId invalid' },
  1006: { meaning: 'bad-parameter', msg: 'not support content type' },
  1007: { meaning: 'wrong-key', msg: 'not support key' },
  1010: { meaning: 'token-stale', msg: 'token is expired' },
  1011: { meaning: 'token-stale', msg: 'token invalid' },
  1012: { meaning: 'token-stale', msg: 'token status is invalid' },
  1013: { meaning: 'clock-off', msg: 'request time is invalid' },
  1100: { meaning: 'bad-parameter', msg: 'param is empty' },
  1101: { meaning: 'bad-parameter', msg: 'params range invalid' },
  1102: { meaning: 'bad-parameter', msg: 'param is null' },
  1103: { meaning: 'bad-command', msg: 'commands issue error' },
  1104: { meaning: 'bad-parameter', msg: 'type is incorrect' },
  1106: { meaning: 'not-permitted', msg: 'permission deny' },
  1107: { meaning: 'bad-parameter', msg: 'code invalid' },
  1108: { meaning: 'no-such-call', msg: 'uri path invalid' },
  1109: { meaning: 'bad-parameter', msg: 'param is illegal, please check it' },
  1110: { meaning: 'too-many-calls', msg: 'concurrent request over limit' },
  1111: { meaning: 'too-many-calls', msg: 'system is busy, please retry later' },
  1112: { meaning: 'user-syncing', msg: 'the user is syncing in the background, please try again later' },
  // One operation of one user came twice; an older list has it for a trial with too many users. Other calls have room.
  1113: { meaning: 'repeated', msg: 'do not repeat the operation in a short time' },
  1114: { meaning: 'ip-not-allowed', msg: "your ip don't have access to this API" },
  1199: { meaning: 'too-many-calls', msg: 'your requests are too frequent' },
  1400: { meaning: 'token-stale', msg: 'token invalid' },
  2003: { meaning: 'not-supported', msg: 'function not support' },
  2005: { meaning: 'not-there', msg: 'product not exist' },
  2007: { meaning: 'cross-region', msg: 'your ip cross-region access is not allowed' },
  2008: { meaning: 'not-supported', msg: 'command or value not support' },
  2010: { meaning: 'not-there', msg: 'device not exist' },
  2406: { meaning: 'account-not-linked', msg: 'skill id invalid' },
  28841001: { meaning: 'service-not-authorised', msg: 'No permissions' },
  28841002: {
    meaning: 'subscription-expired',
    msg: 'No permissions. Your subscription to cloud development plan has expired',
  },
  28841003: { meaning: 'bill-overdue', msg: 'No permissions. Your cloud development plan has an overdue bill' },
  28841004: { meaning: 'quota-used-up', msg: 'No permissions. Your quota of Trial Edition is used up.' },
  28841101: { meaning: 'not-subscribed', msg: 'No permissions. This API is not subscribed' },
  28841102: { meaning: 'subscription-expired', msg: 'No permissions. The subscription to this API has expired' },
  28841103: { meaning: 'bill-overdue', msg: 'No permissions. This API has an overdue bill' },
  28841104: { meaning: 'quota-used-up', msg: 'No permissions. The quota of this API is used up' },
  28841105: { meaning: 'not-subscribed', msg: 'No permissions. This project is not authorized to call this API' },
  28841106: { meaning: 'not-subscribed', msg: 'No permissions. This API is not authorized' },
  28841107: {
    meaning: 'data-centre-suspended',
    msg: 'No permission. The data center is suspended.Please go to the cloud development platform to enable the data center.',
  },
  40000309: { meaning: 'too-many-calls', msg: 'requests are too frequent' },
};

/** Undefined for a code without words of its own: then the cloud's own text has to do. */
export const meaningOf = (code: number): ErrorMeaning | undefined => knownErrors[code]?.meaning;

/** What only the account, its project or the computer's clock can mend, whatever was asked for. */
const ofProject: ReadonlySet<ErrorMeaning> = new Set([
  'wrong-key',
  'sign-invalid',
  'token-stale',
  'clock-off',
  'not-permitted',
  'no-such-call',
  'cross-region',
  'service-not-authorised',
  'subscription-expired',
  'bill-overdue',
  'quota-used-up',
  'ip-not-allowed',
  'account-not-linked',
  'not-subscribed',
  'data-centre-suspended',
]);

/** Whether the connection test would tell more about it. */
export const isOfProject = (code: number): boolean => {
  const meaning = meaningOf(code);
  return meaning !== undefined && ofProject.has(meaning);
};

/** The access token is no good any more: ask for one once, then show. */
export const isTokenStale = (code: number): boolean => code === 1010 || code === 1011 || code === 1012 || code === 1400;

export const clockRefused = 1013;

/** Too many calls, or a cloud that cannot take more now: wait before the next of its kind. */
export const isNoRoom = (code: number): boolean => code === 1110 || code === 1111 || code === 1199 || code === 40000309;
