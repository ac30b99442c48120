import { grantToken, refreshToken } from './access-tokens';
import { bindFirstRole, boundRole, roleTemplates, sayToAgent } from './agent-calls';
import { type Handler, refuse } from './call';
import { description, device, ending, lists, rename, values } from './device-calls';
import { deviceLogs, reportLogs } from './log-calls';
import { activateByCode, makeAssetToken, makeToken, pollAssetToken, pollToken } from './pairing-calls';
import * as users from './user-calls';

/** The table of calls: method, path with `{}` for what varies, who answers, how often a second (openapi, sections 6, 7). */

interface Route {
  method: string;
  path: string;
  handle: Handler;
  /** Of one project, all its stations together; missing where no figure is published. */
  perSecond?: number;
}

const row = (method: string, path: string, handle: Handler, perSecond?: number): Route => ({
  method,
  path,
  handle,
  perSecond,
});

const actions: Handler = (call) => {
  device.thing(call);
  // None of the products here has an action in its thing model.
  return refuse(1109);
};

const agent = '/v1.0/cloud/agent/ai/chat/b/devices/{}';

const routes: readonly Route[] = [
  row('GET', '/v1.0/token', grantToken),
  row('GET', '/v1.0/token/{}', refreshToken),

  row('POST', '/v1.0/apps/{}/user', users.syncUser),
  row('GET', '/v1.0/apps/{}/users', users.listUsers),
  row('GET', '/v2.0/apps/{}/users', users.listUsers),
  row('POST', '/v1.0/iot-02/users', users.makeIndustryUser),
  row('GET', '/v1.0/iot-02/users', users.listIndustryUsers),
  row('POST', '/v1.0/iot-02/assets', users.makeAsset),
  row('GET', '/v1.0/iot-02/assets', users.listAssets),

  row('POST', '/v1.0/device/paring/token', makeToken),
  row('GET', '/v1.0/device/paring/tokens/{}', pollToken),
  row('POST', '/v1.0/iot-03/device-registration/token', makeAssetToken),
  row('GET', '/v1.0/iot-03/device-registration/tokens/{}', pollAssetToken),
  row('POST', '/v2.0/cloud/thing/active/qrcode', activateByCode),

  row('GET', '/v1.0/devices', lists.home),
  row('GET', '/v1.0/users/{}/devices', lists.ofUser),
  row('GET', '/v1.0/iot-03/devices', lists.industry),
  row('GET', '/v2.0/cloud/thing/device', lists.things),
  row('GET', '/v1.0/devices/factory-infos', lists.factory),
  row('GET', '/v1.0/iot-03/devices/factory-infos', lists.factory),
  row('GET', '/v1.0/devices/status', lists.status),
  row('GET', '/v1.0/iot-03/devices/status', lists.status),
  row('GET', '/v2.0/cloud/thing/batch', lists.batch),
  row('GET', '/v1.0/devices/{}', device.home),
  row('GET', '/v2.0/cloud/thing/{}', device.thing),
  row('GET', '/v1.0/iot-03/devices/{}', device.industry),

  row('GET', '/v1.0/devices/{}/specifications', description.specifications),
  row('GET', '/v1.1/devices/{}/specifications', description.specificationsWithIds),
  row('GET', '/v1.0/devices/{}/functions', description.functions),
  row('GET', '/v1.0/iot-03/devices/{}/specification', description.specifications),
  row('GET', '/v1.0/iot-03/devices/{}/functions', description.functions),
  row('GET', '/v1.0/iot-03/categories/{}/functions', description.ofCategory),
  row('GET', '/v2.0/cloud/thing/{}/model', description.model, 10),

  row('GET', '/v1.0/devices/{}/status', values.status),
  row('GET', '/v1.0/iot-03/devices/{}/status', values.status),
  row('POST', '/v1.0/devices/{}/commands', values.command),
  row('POST', '/v1.0/iot-03/devices/{}/commands', values.command),
  row('GET', '/v2.0/cloud/thing/{}/shadow/properties', values.shadow, 50),
  row('POST', '/v2.0/cloud/thing/{}/shadow/properties', values.modify, 4),
  row('POST', '/v2.0/cloud/thing/{}/shadow/properties/issue', values.issue, 4),
  row('POST', '/v2.0/cloud/thing/{}/shadow/actions', actions, 4),
  row('GET', '/v2.0/cloud/thing/{}/shadow/properties/desired', values.desired, 10),
  row('POST', '/v2.0/cloud/thing/{}/shadow/properties/desired', values.setDesired, 4),

  row('GET', '/v1.0/devices/{}/logs', deviceLogs),
  row('GET', '/v2.0/cloud/thing/{}/report-logs', reportLogs),

  row('GET', '/v1.0/iot-03/devices/{}/logs', deviceLogs),
  row('GET', '/v1.0/iot-03/devices/{}/report-logs', reportLogs),

  row('PUT', '/v1.0/devices/{}', rename),
  row('DELETE', '/v1.0/devices/{}', ending.unbind),
  row('DELETE', '/v1.0/iot-03/devices/{}', ending.unbind),
  row('POST', '/v2.0/cloud/thing/{}/reset', ending.wipe),
  row('PUT', '/v1.0/devices/{}/reset-factory', ending.wipe),
  row('POST', '/v1.0/iot-03/devices/{}/actions/reset', ending.wipe),

  row('POST', `${agent}/agent-roles/initialization`, bindFirstRole),
  row('GET', `${agent}/role-bindings`, boundRole),
  row('GET', `${agent}/role-templates`, roleTemplates),
  row('POST', '/emulated/devices/{}/agent', sayToAgent),
];

/** Behind these stands a device id. What is shorter is a word of a path this cloud does not have, and no device's. */
const deviceFolders = new Set(['devices', 'thing']);
const deviceId = /^[A-Za-z0-9_-]{16,}$/;

/** The parts of a path that stand where the row has `{}`; undefined when it is another path. */
const partsOf = (route: Route, path: readonly string[]): string[] | undefined => {
  const wanted = route.path.split('/');
  if (wanted.length !== path.length) return undefined;
  const parts: string[] = [];
  for (const [index, piece] of wanted.entries()) {
    const given = path[index] ?? '';
    if (piece !== '{}') {
      if (piece !== given) return undefined;
    } else if (deviceFolders.has(wanted[index - 1] ?? '') && !deviceId.test(given)) return undefined;
    else parts.push(given);
  }
  return parts;
};

/** The row of a call, fixed paths before ones with a part that varies; 1108 when there is none. */
export const routeOf = (method: string, path: string): { route: Route; parts: string[] } => {
  const pieces = path.split('/');
  for (const route of routes) {
    const parts = route.method === method ? partsOf(route, pieces) : undefined;
    if (parts) return { route, parts };
  }
  return refuse(1108);
};
