/**
 * What a table has under a name that came from outside: an address, a device, a file, a person. `table[name]` would also
 * give what every object inherits: `constructor`, `__proto__`, `toString`.
 */
export const own = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;
