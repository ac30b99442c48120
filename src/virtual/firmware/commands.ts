/** The console's other commands and their answers (authorize-cli, section 3). */
import { chipNames } from '../../model/chip';
import { openCommit, openVersion, platformCommit } from '../parts/log';
import { demoCommands, iotCommands } from './cloud-commands';
import { type Command, simple } from './device';
import { licenseCommands } from './license';
import { commandTable } from './shell';
import { wifiCommands } from './wifi-commands';

const logUsage = ['Usage: sys_log_enable <on|off>', '  e.g. sys_log_enable off', '  e.g. sys_log_enable on'];

const logEnable = simple((device, [, wanted]) => {
  if (wanted === 'on' || wanted === '1' || wanted === 'enable') {
    device.logEnabled = true;
    device.echo('OK: log enabled');
  } else if (wanted === 'off' || wanted === '0' || wanted === 'disable') {
    device.logEnabled = false;
    device.echo('OK: log disabled');
  } else {
    device.echo(wanted === undefined ? `log.enabled ${device.logEnabled}` : `ERR: unknown argument '${wanted}'`);
    for (const line of logUsage) device.echo(line);
  }
});

const sysVersion = simple(({ echo, io }) => {
  const { app, chip } = io;
  echo('--- Version info ---');
  echo(`project.name      ${app.name}`);
  echo(`project.version   ${app.version}`);
  echo(`build.date        ${app.date}`);
  echo(`build.time        ${app.time}`);
  echo(`open.version      ${openVersion}`);
  echo(`open.commit       ${openCommit}`);
  echo(`platform.chip     ${chipNames[chip]}`);
  echo(`platform.board    ${chipNames[chip]}`);
  echo(`platform.commit   ${platformCommit}`);
});

const sysTick = simple((device) => {
  const ms = Math.floor(device.uptimeMs());
  const seconds = Math.floor(ms / 1000);
  const clock = new Date(device.calendar.localMs()).toISOString();
  device.echo(`tick.count        ${ms}`);
  device.echo(`uptime.ms         ${ms}`);
  device.echo(
    `uptime            ${Math.floor(seconds / 86_400)}d ${Math.floor(seconds / 3600) % 24}h ${Math.floor(seconds / 60) % 60}m ${seconds % 60}s`,
  );
  device.echo(`posix.time        ${Math.floor(device.calendar.posixMs() / 1000)}`);
  device.echo(`local.time        ${clock.slice(0, 10)} ${clock.slice(11, 19)}`);
});

const sysReboot: Command['run'] = (_args, device) => {
  device.echo('Rebooting device...');
  device.later(100, () => device.io.restart());
};

/** First and last four characters, as the firmware shows values. */
const masked = (value: Uint8Array): string => {
  const whole = new TextDecoder('latin1').decode(value.at(-1) === 0 ? value.subarray(0, -1) : value);
  return whole.length <= 8 ? whole : `${whole.slice(0, 4)}***${whole.slice(-4)}`;
};
const hexMasked = (value: Uint8Array): string => {
  const pairs = [...value].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'));
  return (pairs.length <= 8 ? pairs : [...pairs.slice(0, 4), '***', ...pairs.slice(-4)]).join(' ');
};
const isText = (value: Uint8Array): boolean =>
  value.length > 0 && value.subarray(0, value.at(-1) === 0 ? -1 : undefined).every((byte) => byte >= 32 && byte <= 126);

const kvList = simple(({ echo, kv }) => {
  echo('--- KV list ---');
  kv.names().forEach((name, index) => {
    const value = kv.get(name);
    echo(`[${index}] key=${name} len=${value?.length ?? '(n/a) rt=-31'}`);
    if (value) echo(isText(value) ? `     value=${masked(value)}` : `     value(hex)=${hexMasked(value)}`);
  });
  echo(`Done. entries=${kv.names().length}`);
});

const hello: Command = { name: 'hello', help: 'print hello world', run: simple(({ echo }) => echo('hello world')) };

export const noCommand: Command = {
  name: '',
  help: '',
  run: simple(({ echo }) => echo('No command or file name')),
};

export const olderCommands: readonly Command[] = [hello, ...licenseCommands, ...demoCommands];

export const newerCommands: readonly Command[] = [
  {
    name: 'help',
    help: 'show all cli commands',
    // The table brings a prompt of its own, so that `help` shows two.
    run: simple(({ put, generation }) => put(`${commandTable(newerCommands)}\r\n${generation.prompt}`)),
  },
  hello,
  {
    name: 'version',
    help: 'print version information',
    run: simple(({ echo }) => echo('CLI version: 1.0.0')),
  },
  { name: 'sys_log_enable', help: 'Enable/disable log output (on|off)', run: logEnable },
  { name: 'sys_reboot', help: 'Reboot device', run: sysReboot },
  {
    name: 'sys_heap',
    help: 'Show heap usage',
    run: simple(({ echo }) => {
      echo('--- Heap status ---');
      echo('heap.free         187652');
    }),
  },
  { name: 'sys_version', help: 'Show version information', run: sysVersion },
  { name: 'sys_tick', help: 'Show tick and uptime', run: sysTick },
  ...iotCommands,
  ...wifiCommands,
  { name: 'kv_list', help: 'List KV entries', run: kvList },
  ...licenseCommands,
  ...demoCommands,
];
