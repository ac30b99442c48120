/** The browser's leave to read the watched folder, given back with one click after a new start. */

interface Askable {
  requestPermission?(wish: { mode: 'read' }): Promise<PermissionState>;
}

/** The storage with its weight comes with the click; a browser remembers the click for that long. */
export const allowBuilds = async (): Promise<boolean> => {
  const [{ benchDatabase }, { buildFolder }] = await Promise.all([
    import('../../records/database'),
    import('../../records/builds'),
  ]);
  const kept = await buildFolder(benchDatabase());
  return (await (kept?.handle as Askable | undefined)?.requestPermission?.({ mode: 'read' })) === 'granted';
};
