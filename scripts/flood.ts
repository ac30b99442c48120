import { spawnSync } from 'node:child_process';
import { home } from './files';

/**
 * `npm run flood -- 60 4`: a log at 2 Mbaud for so many seconds on so many ports (at most four) through the browser's own
 * Web Serial. Prints what was sent, bytes lost, long tasks, the 95th percentile of the gaps between frames in ms, and the
 * heap of the page before and after in KiB; ends with 1 when a line is missing.
 */
const [seconds = '60', ports = '1'] = process.argv.slice(2);
const { status } = spawnSync('npx', ['playwright', 'test', 'flood', '--workers=1'], {
  cwd: home,
  stdio: 'inherit',
  env: {
    ...process.env,
    BINDERY_FLOOD_SECONDS: seconds,
    BINDERY_FLOOD_PORTS: ports,
    BINDERY_FLOOD_BAUD: '2000000',
  },
});
process.exitCode = status ?? 1;
