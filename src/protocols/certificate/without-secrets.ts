/**
 * The last look before something leaves the bench on paper or in a file. What comes here was masked long before; a
 * secret that slipped in under an honest name is still told by its own name or by what stands around it.
 */
import { joinSpans, looksLikeKey, spansByRule } from '../console/secrets';

const mask = '••••••';

/** Names of secrets, as fields of ours or of the cloud's. Those of people's own making are caught by the rules. */
const secretName =
  /^(?:auth_?|regist_?|sec_?|local_?|cipher_?|access_?)?key$|^(?:pass(?:wo?r?d)?|pswd|pwd|psk|pin_?code)$|(?:password|secret|token)$/i;

/** A file name may be as long as a key. */
const endsLikeFile = /\.\w{1,5}$/;

const masked = (text: string): string => {
  if (looksLikeKey(text) && !endsLikeFile.test(text)) return mask;
  let shown = '';
  let from = 0;
  for (const [start, end] of joinSpans(spansByRule(text))) {
    shown += text.slice(from, start) + mask;
    from = end;
  }
  return shown + text.slice(from);
};

const cleaned = (value: unknown): unknown => {
  if (typeof value === 'string') return masked(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !secretName.test(name))
      .map(([name, each]) => [name, cleaned(each)]),
  );
};

/** Plain data in, the same out, without fields that are named like secrets and with masks where texts hold some. */
export const withoutSecrets = <Plain>(value: Plain): Plain => cleaned(value) as Plain;
