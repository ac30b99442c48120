/** How fast a line may be tried, by what its adapter is and by what became of it before. All speeds in baud. */

/** What adapters of that kind carry (beken-uart-boot, section 5; FTDI data sheets: 3 Mbaud and more). */
const carriedBy: Readonly<Record<string, number>> = {
  '1a86:7523': 2_000_000,
  '1a86:5523': 2_000_000,
  '1a86:55d2': 3_000_000,
  '1a86:55d3': 3_000_000,
  '1a86:55d4': 3_000_000,
  '0403:6001': 3_000_000,
  '0403:6010': 3_000_000,
  '0403:6011': 3_000_000,
  '0403:6014': 3_000_000,
  '0403:6015': 3_000_000,
};

/** CP2102 and CP2102N show the same ids, and only one of them goes beyond this. */
const carriedByAny = 921_600;

export interface AdapterIds {
  vendorId: number;
  productId: number;
}

const hex4 = (id: number): string => id.toString(16).padStart(4, '0');

/** `1a86:7523`. */
export const adapterId = ({ vendorId, productId }: AdapterIds): string => `${hex4(vendorId)}:${hex4(productId)}`;

export const adapterSpeed = (usb: AdapterIds | undefined): number => (usb && carriedBy[adapterId(usb)]) ?? carriedByAny;

/** Speeds that make a difference, fastest first. */
export const lineSpeeds = [3_000_000, 2_000_000, 921_600, 460_800, 230_400, 115_200] as const;

/** The next lower speed; undefined at the lowest. */
export const slowerSpeed = (baud: number): number | undefined => lineSpeeds.find((speed) => speed < baud);

/** What became of a line at higher speeds. */
export interface SpeedMet {
  /** The highest speed a whole image went through at. */
  carried?: number;
  /** What it fell back to when it made mistakes, and when: milliseconds since 1970. */
  limit?: { baud: number; at: number };
}

/** A cable that was bad last week may have been replaced. */
const limitForMs = 7 * 24 * 3_600_000;

export interface SpeedChoice {
  /** Where to begin. */
  baud: number;
  /** What it would be without the limit. */
  wanted: number;
}

/** What a person asks for is tried whatever was before. */
export const chooseSpeed = (
  wish: number | undefined,
  usb: AdapterIds | undefined,
  { carried = 0, limit }: SpeedMet,
  now: number,
): SpeedChoice => {
  if (wish !== undefined) return { baud: wish, wanted: wish };
  const wanted = Math.max(adapterSpeed(usb), carried);
  const limited = limit && now - limit.at < limitForMs ? Math.min(limit.baud, wanted) : wanted;
  return { baud: limited, wanted };
};

/** `tried` was begun at, `carried` was the speed at the end; undefined when the image did not get through. */
export const afterWriting = (
  before: SpeedMet,
  { tried, carried }: { tried: number; carried: number | undefined },
  now: number,
): SpeedMet => {
  if (carried === undefined) {
    const baud = slowerSpeed(tried) ?? tried;
    return { ...before, limit: { baud, at: now } };
  }
  const learned = { ...before, carried: Math.max(before.carried ?? 0, carried) };
  if (carried < tried) return { ...learned, limit: { baud: carried, at: now } };
  // A limit is proved wrong by what went through beyond it.
  return learned.limit && carried > learned.limit.baud ? { ...learned, limit: undefined } : learned;
};
