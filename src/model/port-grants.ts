/**
 * What becomes of a port that was chosen, when its cable is pulled. A page is told neither the serial number of an adapter
 * nor of any policy, so there is only what such browsers are known to do (browser-grants), and what was seen here. Pure.
 */

/** What was seen the last time an adapter of that kind was pulled and plugged again, in this browser. */
export type GrantSeen = 'came-back' | 'chosen-again';

/**
 * `by-serial`: remembered where the adapter has a serial number of its own, else forgotten the moment the cable is pulled.
 * `by-socket`: remembered for the socket it is in. `unknown`: nobody has measured it.
 */
export type GrantWay = GrantSeen | 'by-serial' | 'by-socket' | 'unknown';

export type GrantSystem = 'Windows' | 'macOS' | 'Linux' | 'ChromeOS' | 'Android' | 'iOS' | 'other';

/** Where nothing was seen yet. */
export type UsualWay = Exclude<GrantWay, GrantSeen>;

const usual: Readonly<Record<GrantSystem, UsualWay>> = {
  Windows: 'by-socket',
  macOS: 'by-serial',
  Linux: 'by-serial',
  ChromeOS: 'by-serial',
  Android: 'unknown',
  iOS: 'unknown',
  other: 'unknown',
};

/**
 * `measured`: in a browser of the kind that this was measured in. Another one may remember every port as long as its page
 * is open, and none after that.
 */
export const usualWay = (system: GrantSystem, measured: boolean): UsualWay => (measured ? usual[system] : 'unknown');

/** What was seen here counts before what is usual: a policy changes it. */
export const grantWay = (usually: UsualWay, seen?: GrantSeen): GrantWay => seen ?? usually;
