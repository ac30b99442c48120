import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createOpenApiClient } from '../links/openapi-client';
import { asBenchError } from '../model/problem';
import { openRelay, type Relay } from './cloud/open-relay';
import { outsideRoutes, readNearHosts, systemLookUp } from './outside/routes';
import { serve } from './serve';

/**
 * `npm start`: the built bench on one address of this computer, with the relay to the cloud. `PORT` asks for a certain
 * port and takes no other; `BINDERY_LOG=1` writes a line for every call of the cloud.
 */

const usualPort = 4173;
const root = fileURLToPath(new URL('../../dist', import.meta.url));

const accounts: Readonly<Record<Relay['from'], string>> = {
  environment: 'The cloud account comes from the environment.',
  file: 'The cloud account entered earlier is used; remove it in the settings.',
  virtual: 'The emulated cloud answers: nothing leaves this computer, and nothing here is real.',
  none: 'No cloud account yet: enter one in the settings, or use the demo cloud of the page.',
};

const relay = async (): Promise<Relay> => {
  try {
    return await openRelay({
      env: process.env,
      openSession: createOpenApiClient,
      ...(process.env.BINDERY_LOG ? { log: (line: string) => console.log(`cloud: ${line}`) } : {}),
    });
  } catch (fault) {
    const { code, details } = asBenchError(fault);
    if (code !== 'cloud.bad-account') throw fault;
    throw new Error(
      `BINDERY_ACCESS_ID, BINDERY_ACCESS_SECRET (32 characters) and BINDERY_DATA_CENTRE belong together; wrong: ${details.reason}`,
    );
  }
};

const start = async (): Promise<void> => {
  if (!existsSync(root)) throw new Error('There is no built bench in dist. Run: npm run build');
  const wished = process.env.PORT;
  if (wished !== undefined && !/^\d{1,5}$/.test(wished)) throw new Error(`PORT is not a port number: ${wished}`);
  const { routes, from } = await relay();
  const outside = outsideRoutes({ nearHosts: readNearHosts(process.env.BINDERY_NEAR_HOSTS), resolve: systemLookUp });
  const serving = await serve(root, wished ? Number(wished) : usualPort, wished === undefined, routes, outside);
  console.log(`Bindery is on ${serving.origin} (open it in Chrome, Edge or Chromium; Ctrl+C ends it)`);
  console.log(
    'No board at hand? "Add a virtual board" on the empty bench gives one that does everything but draw power.',
  );
  console.log(accounts[from]);
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
