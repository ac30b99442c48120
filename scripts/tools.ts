import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { home } from './files';

/** Runs the tools of the project by Node itself, which is the same on all systems; `npx` is a shell script on some. */

interface Manifest {
  bin: string | Record<string, string>;
}

const fileOf = (tool: string, pack: string): string => {
  const folder = path.join(home, 'node_modules', pack);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
  const file = typeof bin === 'string' ? bin : bin[tool];
  if (!file) throw new Error(`${pack} has no ${tool}`);
  return path.join(folder, file);
};

export interface Tool {
  /** The name in `bin`, and the package where that differs. */
  tool: string;
  pack?: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
}

export interface Outcome {
  ok: boolean;
  /** Empty unless `quiet`. */
  output: string;
  ms: number;
}

/** `quiet` gathers what the tool prints; otherwise it goes straight to the terminal. */
export const run = ({ tool, pack = tool, args, env = {} }: Tool, quiet = false): Promise<Outcome> =>
  new Promise((done) => {
    const begun = Date.now();
    const child = spawn(process.execPath, [fileOf(tool, pack), ...args], {
      cwd: home,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    const pieces: Buffer[] = [];
    child.stdout?.on('data', (piece: Buffer) => pieces.push(piece));
    child.stderr?.on('data', (piece: Buffer) => pieces.push(piece));
    child.on('close', (code) => {
      done({ ok: code === 0, output: Buffer.concat(pieces).toString(), ms: Date.now() - begun });
    });
  });

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
