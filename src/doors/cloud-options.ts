/** The command line of `npm run cloud`: flags over a settings file over what is usual. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type CloudSettingsFile, readLicense, readSettingsFile } from './cloud-settings-file';
import { DoorError } from './door';

export interface CloudOptions extends CloudSettingsFile {
  ports: { https: number; mqtt: number; control: number };
  /** Names that devices are told; they have to lead to this computer. */
  hosts: { register: string; atop: string; mqtt: string };
  /** Where the certificate authority and what the cloud knows are kept. */
  folder: string;
}

export const cloudUsage = `npm run cloud -- [options]
  --settings <file>    JSON with ports, hosts, licenses and products; flags win over it
  --https <port>       register centre and ATOP; 443 when missing, the only one that vendor clients take
  --mqtt <port>        8883 when missing
  --control <port>     control page; 4180 when missing. 0 takes a free port, for each of the three
  --host <name>        the name devices use for all of it; localhost when missing
  --license <u,k>      repeatable: uuid, comma, authkey (better in the file: others can see a command line)
  --product <pid>      repeatable: a lamp with this PID, for firmware of your own
  --folder <path>      keeps certificates and state; a folder of its own in your home when missing`;

const usual = { ports: { https: 443, mqtt: 8883, control: 4180 }, host: 'localhost' } as const;

const wrong = (message: string): never => {
  throw new DoorError(message, 2);
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        settings: { type: 'string' },
        https: { type: 'string' },
        mqtt: { type: 'string' },
        control: { type: 'string' },
        host: { type: 'string' },
        license: { type: 'string', multiple: true },
        product: { type: 'string', multiple: true },
        folder: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (fault) {
    return wrong((fault as Error).message);
  }
};

const usualFolder = (): string => {
  const { XDG_CONFIG_HOME, APPDATA } = process.env;
  return path.join(XDG_CONFIG_HOME || APPDATA || path.join(homedir(), '.config'), 'bindery', 'cloud');
};

const port = (name: string, told: string | undefined): number | undefined => {
  if (told === undefined) return undefined;
  const number = /^\d{1,5}$/.test(told) ? Number(told) : Number.NaN;
  return number <= 65_535 ? number : wrong(`--${name} needs a port number`);
};

/** The register centre's record on a board holds no longer one (device-cloud, section 8). */
const hostName = (told: string): string =>
  /^[A-Za-z0-9.-]{1,32}$/.test(told) ? told : wrong(`${told} is no host name of up to 32 characters`);

const readFile = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (fault) {
    throw new DoorError(`cannot read ${file}: ${(fault as Error).message}`);
  }
};

/** Undefined when help was asked for. Throws DoorError, with exit code 2 for anything wrong in flags or file. */
export const readCloudOptions = (args: readonly string[]): CloudOptions | undefined => {
  const values = parse(args);
  if (values.help) return undefined;
  const file = values.settings === undefined ? undefined : readSettingsFile(readFile(values.settings));
  const all = values.host;
  const hosts = {
    register: all ?? file?.hosts?.register ?? usual.host,
    atop: all ?? file?.hosts?.atop ?? usual.host,
    mqtt: all ?? file?.hosts?.mqtt ?? usual.host,
  };
  for (const host of Object.values(hosts)) hostName(host);
  const pids = values.product ?? [];
  const strange = pids.find((pid) => pid.length !== 16);
  if (strange !== undefined) wrong(`--product needs a PID of 16 characters, not ${strange}`);
  return {
    ports: {
      https: port('https', values.https) ?? file?.ports?.https ?? usual.ports.https,
      mqtt: port('mqtt', values.mqtt) ?? file?.ports?.mqtt ?? usual.ports.mqtt,
      control: port('control', values.control) ?? file?.ports?.control ?? usual.ports.control,
    },
    hosts,
    folder: values.folder ?? file?.folder ?? usualFolder(),
    licenses: [...(file?.licenses ?? []), ...(values.license ?? []).map(readLicense)],
    products: [...(file?.products ?? []), ...pids.map((pid) => ({ pid, name: `Lamp ${pid}` }))],
  };
};
