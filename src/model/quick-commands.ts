import { isSameEntry, type SentEntry } from './sending';

/** Commands a person sends with a click, and how their list changes. Pure. */

/** What the bench comes with: they change nothing on the board. */
export const firstQuick: readonly SentEntry[] = ['help', 'read_mac', 'auth-read', 'sys_version'].map((text) => ({
  text,
}));

/** Of TuyaOpen's console (authorize-cli, sections 1 to 3). Nothing that writes or takes away a license or a binding. */
export const suggestedQuick: readonly SentEntry[] = [
  ...firstQuick,
  ...[
    'version',
    'sys_status',
    'sys_heap',
    'sys_thread',
    'sys_tick',
    'sys_wifi_info',
    'sys_wifi_scan',
    'sys_iot_get_devid',
    'kv_list',
    'fs_ls',
    'sys_log_enable on',
    'sys_log_enable off',
    'sys_set_log_level debug',
    'sys_reboot',
    'switch on',
    'switch off',
  ].map((text) => ({ text })),
];

export const mostQuick = 40;

export const withQuick = (list: readonly SentEntry[], entry: SentEntry): readonly SentEntry[] =>
  list.length >= mostQuick || list.some((other) => isSameEntry(other, entry)) ? list : [...list, entry];

export const withoutQuick = (list: readonly SentEntry[], entry: SentEntry): readonly SentEntry[] =>
  list.filter((other) => !isSameEntry(other, entry));

/** One place up or down; at the ends it stays. */
export const movedQuick = (list: readonly SentEntry[], entry: SentEntry, by: -1 | 1): readonly SentEntry[] => {
  const from = list.findIndex((other) => isSameEntry(other, entry));
  const to = from + by;
  if (from < 0 || to < 0 || to >= list.length) return list;
  const rest = withoutQuick(list, entry);
  return [...rest.slice(0, to), entry, ...rest.slice(to)];
};

/** What was stored, as far as it is a list of them; undefined where nobody has changed it. */
export const readQuick = (stored: unknown): readonly SentEntry[] | undefined =>
  Array.isArray(stored)
    ? stored.flatMap((one: unknown): SentEntry[] => {
        if (typeof one !== 'object' || one === null || !('text' in one) || typeof one.text !== 'string') return [];
        return [{ text: one.text, ...('hex' in one && one.hex === true && { hex: true as const }) }];
      })
    : undefined;
