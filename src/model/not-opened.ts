/**
 * Why a port that is there would not open. Browsers tell nothing but that it would not (Chromium: `NetworkError` for
 * all of it), so these are the likely reasons, the likeliest first, by what is known of system, browser and adapter.
 */
export type NotOpenedReason =
  | 'known-bad'
  | 'linux-group'
  | 'other-program'
  | 'modem-manager'
  | 'snap'
  | 'braille'
  | 'com-port'
  | 'windows-driver'
  | 'mac-names'
  | 'mac-driver'
  | 'linux-of-chromeos'
  | 'plug-anew';

export interface NotOpenedFacts {
  system: string;
  /** `Chrome 156`. */
  browser: string;
  /** A board behind such an adapter was met with this browser: it may open it. */
  met: boolean;
  /** brltty has its ids for a display's. */
  braille: boolean;
  /** The browser's version is known for not opening ports. */
  knownBad: boolean;
}

/** Only these come as a snap or flatpak, with a wall of their own around devices. */
const mayBeWalled = /^(?:Chrome|Firefox|Brave|Opera) /;

const bySystem = ({ system, browser, met, braille }: NotOpenedFacts): readonly NotOpenedReason[] => {
  if (system === 'Linux') {
    const walled: readonly NotOpenedReason[] = mayBeWalled.test(browser) ? ['snap'] : [];
    const held: readonly NotOpenedReason[] = [
      'other-program',
      'modem-manager',
      ...(braille ? ['braille' as const] : []),
    ];
    // Who opened one before is allowed to: then somebody has it.
    return met ? held : ['linux-group', ...held, ...walled];
  }
  if (system === 'Windows') return ['com-port', 'windows-driver', 'plug-anew'];
  if (system === 'macOS') return ['other-program', 'mac-names', 'mac-driver'];
  if (system === 'ChromeOS') return ['linux-of-chromeos', 'other-program'];
  return ['other-program', 'plug-anew'];
};

export const whyNotOpened = (facts: NotOpenedFacts): readonly NotOpenedReason[] => [
  ...(facts.knownBad ? ['known-bad' as const] : []),
  ...bySystem(facts),
];

/**
 * Chrome 139 opened and lost ports on Linux and macOS until 139.0.7258.128 (esptool-js 206, meshtastic web-flasher 228).
 * `full` as user-agent client hints have it, `139.0.7258.66`.
 */
export const isKnownBad = (system: string, full: string | undefined): boolean => {
  if (system !== 'Linux' && system !== 'macOS') return false;
  const [major, , build, patch] = (full ?? '').split('.').map(Number);
  return major === 139 && build === 7258 && patch !== undefined && patch < 128;
};
