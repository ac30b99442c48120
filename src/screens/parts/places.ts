/** Where things are in the page, as hash addresses: one list, so that no screen spells another's. */
export const places = {
  bench: '/',
  licenses: '/licenses',
  firmware: '/firmware',
  products: '/products',
  devices: '/devices',
  console: '/console',
  settings: '/settings',
} as const;
export type Place = keyof typeof places;

/** A part of an address as text; one that was cut off in mid-character stays as it is, and is then nobody's name. */
export const textOfPart = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** The console, looking at one port. */
export const consoleOf = (port: string): string => `${places.console}/${encodeURIComponent(port)}`;

/** Logs of before; with an id, one of them. */
export const keptLogsPlace = `${places.console}/kept`;
export const keptLogAt = (session: string): string => `${keptLogsPlace}/${encodeURIComponent(session)}`;

/** The page of one device; `place` says in which cloud it lives. */
export const deviceOf = (place: string, deviceId: string): string =>
  `${places.devices}/${place}/${encodeURIComponent(deviceId)}`;

/** The page of one product. */
export const productAt = (pid: string): string => `${places.products}/${encodeURIComponent(pid)}`;

/** A recipe somebody hands over: in the address itself, or, without `data`, to be dropped there. No tab leads to it. */
export const recipePlace = '/recipe';
export const recipeAt = (data: string): string => `${recipePlace}/${data}`;

/** A workshop somebody hands over: its catalogue and recipe in the address itself. No tab leads to it. */
export const workshopPlace = '/workshop';
export const workshopAt = (data: string): string => `${workshopPlace}/${data}`;

/** Saved logs and kept runs as binding rails. No tab leads to it; a log dropped anywhere does. */
export const readLogPlace = '/read-log';
