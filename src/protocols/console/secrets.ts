/**
 * Where secrets stand in what a TuyaOpen board prints and is told (authorize-cli, "Secrets in the log"). UUIDs, MACs,
 * network names and device ids are not secret. When in doubt a rule takes too much rather than too little.
 */

/** [start, end) in a text. */
export type Span = readonly [number, number];

/**
 * Each rule marks its secrets as groups named `s`, `s2`. A log that lost its line ends is one line of megabytes: what takes
 * all up to the end begins at the first of its words and looks no second time (`to`).
 */
const rules: readonly RegExp[] = [
  // Typed commands, as sent and as echoed.
  /\bauth +\S+ +(?<s>\S+)/dgs,
  /\bkv_set +\S+ +(?<s>.+)$/dgs,
  /\bwifi +up +\S+ +(?<s>.+)$/dgs,
  // Answers of `kv_get` and `kv_list`: the firmware leaves four characters at both ends.
  /^ *value(?:\(hex\))?(?:: |=)(?<s>.+)$/dgs,
  // `cfg ssid:NAME, passwd:SECRET, token:SECRET` and `netcfg finished,  ssid NAME, passwd SECRET, token SECRET`.
  /\bpasswd[ :=]+(?<s>.*?)(?:, *token[ :=]+(?<s2>.*))?$/dgs,
  // The stored network, `netinfo {"s":"NAME","p":"SECRET"}`: to the end, since nothing behind it is of use.
  /^(?=(?<to>.*?\bnetinfo\b))\k<to>.*?\\?"p\\?" *: *\\?"(?<s>.*)/dgs,
  // Named values in JSON, also when that JSON was itself written into a string. Cut off by the log's length limit: to the end.
  /(?:passwd|password|pswd|pwd|psk|token|regist_?key|auth_?key|auzkey|sec_?key|local_?key|cipher_?key|pin_?code|secret)\\?" *: *\\?"(?<s>(?:[^"\\]|\\.)*)/dgis,
  // `authkey:SECRET(32)`, `regist_key: SECRET`, `password:SECRET`: to the end of the line, less the length.
  /(?:authkey|auzkey|regist_?key|secret|sec_?key|local_?key|cipher_?key|password|pswd|pwd|psk|pin_?code) *[:=] *(?!\\?")(?<s>.*?)(?:\(\d+\))?$/dgis,
  // Behind `passwd` it is told above.
  /^(?:(?!passwd).)*?token *[:=] *(?!\\?")(?<s>.*?)(?:\(\d+\))?$/dgis,
  /\bauthkey +(?!length\b)(?<s>\S+)/dgis,
  // Bodies and signed addresses of cloud calls.
  /^(?=(?<to>.*?\bpost\b))\k<to>[^:=]*[:=] *(?<s>.+)$/dgis,
  /[?&](?:sign|token|data)=(?<s>[^&\s]+)/dgis,
];

export const spansByRule = (text: string): Span[] => {
  const spans: Span[] = [];
  for (const rule of rules) {
    for (const match of text.matchAll(rule)) {
      const groups = match.indices?.groups;
      for (const span of [groups?.s, groups?.s2]) {
        if (span !== undefined && span[1] > span[0]) spans.push(span);
      }
    }
  }
  return spans;
};

/** Fewer different characters are a drawn line, not an identity. */
const isMixed = (text: string): boolean => new Set(text).size > 4;

export const looksLikeUuid = (text: string): boolean => /^(?:[\w.-]{16}|[\w.-]{20})$/.test(text) && isMixed(text);

/** Stands alone on its line, as long as an AuthKey; one byte may be lost. */
export const looksLikeKey = (text: string): boolean => /^[\x21-\x7e]{31,32}$/.test(text) && isMixed(text);

/** Overlapping and touching spans joined, in order. */
export const joinSpans = (spans: readonly Span[]): Span[] => {
  const joined: [number, number][] = [];
  for (const [start, end] of [...spans].sort((one, other) => one[0] - other[0])) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
};
