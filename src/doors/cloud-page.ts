/** The control page of `npm run cloud`: plain forms, made on the server, with no script at all. */
import { html, raw } from 'hono/html';
import type { DataPoint } from '../model/data-point';
import { joinPairingToken } from '../protocols/device-cloud/pairing-token';
import type { SeenMessage } from '../virtual/cloud/seen';
import type { CloudDevice, PairingToken } from '../virtual/cloud/state';
import type { ControlSettings } from './cloud-actions';

export interface PageSettings extends Omit<ControlSettings, 'changed'> {
  faults: Readonly<Record<string, string>>;
  /** What became of the last action. */
  said?: string;
}

export const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; frame-ancestors 'self'; form-action 'self'; base-uri 'none'";

const style = raw(`<style>
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 62rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.3rem; } h2 { font-size: 1.05rem; margin-top: 2rem; }
code, pre, td { font-family: ui-monospace, monospace; font-size: 0.85rem; }
code { overflow-wrap: anywhere; }
pre { overflow-x: auto; padding: 0.6rem; border: 1px dashed; white-space: pre-wrap; word-break: break-all; }
form { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin: 0.35rem 0; }
table { border-collapse: collapse; } td, th { padding: 0.15rem 0.8rem 0.15rem 0; text-align: start; vertical-align: top; }
iframe { width: 100%; height: 26rem; border: 1px solid; } .said { border: 1px solid; padding: 0.4rem 0.7rem; }
button, input, select { font: inherit; padding: 0.2rem 0.6rem; }
</style>`);

const hidden = (name: string, value: string) => html`<input type="hidden" name="${name}" value="${value}">`;

const time = (ms: number): string => new Date(ms).toISOString().slice(11, 19);

const tokenRow = (token: PairingToken, uuids: readonly string[]) => html`<tr>
<td>${joinPairingToken(token)}</td><td>until ${time(token.expiresAt)} UTC</td><td>${token.usedBy ?? ''}</td>
<td><form method="post" action="/push">${hidden('token', token.token)}
<select name="uuid" aria-label="Board">${uuids.map((uuid) => html`<option>${uuid}</option>`)}</select>
<button>Push to the waiting board</button></form></td></tr>`;

const pointRow = (device: CloudDevice, point: DataPoint) => {
  const held = device.values[point.id];
  const form =
    point.mode === 'ro'
      ? 'read-only'
      : html`<form method="post" action="/send">${hidden('deviceId', device.deviceId)}${hidden('code', point.code)}
<input name="value" aria-label="${point.code}" placeholder="${point.range?.join(' ') ?? point.type}"><button>Send</button></form>`;
  return html`<tr><td>${point.id}</td><td>${point.code}</td><td>${held === undefined ? '' : String(held.value)}</td><td>${form}</td></tr>`;
};

const deviceBlock = ({ cloud }: PageSettings, device: CloudDevice) => {
  const product = cloud.state.products.find(({ pid }) => pid === device.pid);
  const state = device.bound ? (device.online ? 'online' : 'offline') : 'unbound';
  return html`<h3>${device.name}, ${state}</h3>
<table><tr><td>device id</td><td>${device.deviceId}</td></tr><tr><td>UUID</td><td>${device.uuid}</td></tr>
<tr><td>PID</td><td>${device.pid}</td></tr><tr><td>firmware</td><td>${device.softVer ?? ''}</td></tr></table>
<table>${(product?.dataPoints ?? []).map((point) => pointRow(device, point))}</table>
<form method="post" action="/unbind">${hidden('deviceId', device.deviceId)}
<button>Unbind</button><button name="wipe" value="1">Unbind and wipe</button></form>`;
};

const faultRow = ({ cloud, faults }: PageSettings, fault: string) => {
  const set = cloud.state.faults.find((each) => each.fault === fault);
  const often = set?.times === undefined ? '' : `, ${set.times} times more`;
  return html`<tr><td>${faults[fault]}</td><td>${set ? `on${often}` : 'off'}</td>
<td><form method="post" action="/faults">${hidden('fault', fault)}
${set ? html`<button>Turn off</button>` : html`<input name="times" size="5" inputmode="numeric" placeholder="times" aria-label="Times"><button name="on" value="1">Turn on</button>`}
</form></td></tr>`;
};

export const controlPage = (settings: PageSettings) => {
  const { cloud, facts, said } = settings;
  const { tokens, devices, licenses } = cloud.state;
  const uuids = licenses.map(({ uuid }) => uuid);
  return html`<!doctype html><html lang="en"><meta charset="utf-8"><title>Emulated cloud</title>
<meta name="viewport" content="width=device-width">${style}
<h1>Emulated cloud on this computer</h1>
<p>Nothing here reaches the real cloud, and nothing made here works there. <a href="/">Read again</a></p>
${said ? html`<p class="said" role="status">${said}</p>` : ''}
<table><tr><td>register centre</td><td>${facts.register}</td></tr><tr><td>ATOP</td><td>${facts.atop}</td></tr>
<tr><td>MQTT</td><td>${facts.mqtt}</td></tr><tr><td>root certificate</td><td>${facts.caFile}</td></tr></table>
<details><summary>The <code>reg</code> object that sends a board here when it is paired</summary><pre>${JSON.stringify(facts.reg)}</pre></details>
<h2>Tokens</h2>
<form method="post" action="/tokens"><button>Make a token</button></form>
<form method="post" action="/push"><select name="uuid" aria-label="Board">${uuids.map((uuid) => html`<option>${uuid}</option>`)}</select>
<button>Make one and push it to this board</button></form>
<table>${tokens.slice(-5).map((token) => tokenRow(token, uuids))}</table>
<h2>Devices</h2>
${devices.length === 0 ? html`<p>No device has come yet.</p>` : devices.map((device) => deviceBlock(settings, device))}
<h2>Faults</h2><table>${Object.keys(settings.faults).map((fault) => faultRow(settings, fault))}</table>
<h2>Messages, opened</h2><iframe src="/messages" title="Messages, opened"></iframe></html>`;
};

/** Newest first; reads itself again. */
export const messagesPage = (
  messages: readonly SeenMessage[],
) => html`<!doctype html><html lang="en"><meta charset="utf-8">
<meta http-equiv="refresh" content="2"><title>Messages</title>${style}
<table>${messages.toReversed().map(
  ({ at, who, way, where, text }) => html`<tr><td>${time(at)}</td><td>${way === 'up' ? '→' : '←'}</td>
<td>${who}<br>${where}<br><code>${text}</code></td></tr>`,
)}</table></html>`;
