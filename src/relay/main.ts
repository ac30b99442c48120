import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serve } from './serve';

/** `npm start`: the built bench on one address of this computer. `PORT` asks for a certain port and takes no other. */

const usualPort = 4173;
const root = fileURLToPath(new URL('../../dist', import.meta.url));

const start = async (): Promise<void> => {
  if (!existsSync(root)) throw new Error('There is no built bench in dist. Run: npm run build');
  const wished = process.env.PORT;
  if (wished !== undefined && !/^\d{1,5}$/.test(wished)) throw new Error(`PORT is not a port number: ${wished}`);
  const serving = await serve(root, wished ? Number(wished) : usualPort, wished === undefined);
  console.log(`Bindery is on ${serving.origin} (open it in Chrome, Edge or Chromium; Ctrl+C ends it)`);
  console.log(
    'No board at hand? "Add a virtual board" on the empty bench gives one that does everything but draw power.',
  );
  if (!wished && serving.port !== usualPort) {
    // Browsers keep storage by origin, and the port is part of it.
    console.log(
      `Port ${usualPort} is taken. Licenses and firmware kept under that port are not visible under this one.`,
    );
  }
  const stop = () => void serving.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
};

start().catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : String(fault));
  process.exitCode = 1;
});
