/** Opens the emulated cloud to real clients of this computer: register centre and ATOP, broker, control page. */
import { webcrypto } from 'node:crypto';
import { ownClock } from '../model/clock';
import { createEmulatedCloud, type EmulatedCloud } from '../virtual/cloud/emulated-cloud';
import type { SeenMessage } from '../virtual/cloud/seen';
import type { CloudFacts } from './cloud-actions';
import { openBroker } from './cloud-broker';
import { openAuthority } from './cloud-certificates';
import { openControl } from './cloud-control';
import { openHttps } from './cloud-https';
import { keepStateIn, takeUpState } from './cloud-kept';
import type { CloudOptions } from './cloud-options';
import { loopback } from './cloud-tls';

/** Messages that the control page can show. */
const keptMessages = 500;

export interface ServedCloud {
  cloud: EmulatedCloud;
  facts: CloudFacts;
  /** `http://127.0.0.1:4180` */
  control: string;
  ports: CloudOptions['ports'];
  close(): void;
}

/** Throws DoorError; whatever was open by then is closed again. */
export const serveCloud = async (options: CloudOptions): Promise<ServedCloud> => {
  const { hosts, folder, ports } = options;
  const authority = await openAuthority(folder);
  const pair = await authority.issue(Object.values(hosts));
  const messages: SeenMessage[] = [];
  // Discovery tells ports that are known only once they are open.
  const endpoints = {
    atop: { host: hosts.atop, port: ports.https },
    mqtt: { host: hosts.mqtt, port: ports.mqtt },
    ca: authority.der,
  };
  const cloud = createEmulatedCloud({
    world: { ...ownClock, random: (length) => webcrypto.getRandomValues(new Uint8Array(length)) },
    state: takeUpState(folder, options),
    device: {
      endpoints,
      seen(message) {
        messages.push(message);
        messages.splice(0, messages.length - keptMessages);
      },
    },
  });
  const kept = keepStateIn(folder, cloud.serialise);
  cloud.listen(kept.changed);

  const opened: { close(): void }[] = [];
  const open = async <Served extends { close(): void }>(serving: Promise<Served>): Promise<Served> => {
    const served = await serving;
    opened.push(served);
    return served;
  };
  const close = (): void => {
    for (const served of opened.splice(0)) served.close();
    kept.close();
  };

  try {
    endpoints.atop.port = (await open(openHttps(cloud.device, ports.https, pair))).port;
    endpoints.mqtt.port = (await open(openBroker(cloud.device, ports.mqtt, pair))).port;
    const at = endpoints.atop.port === 443 ? '' : `:${endpoints.atop.port}`;
    const facts: CloudFacts = {
      register: `https://${hosts.register}${at}/v2/url_config`,
      atop: `https://${hosts.atop}${at}/d.json`,
      mqtt: `${hosts.mqtt}:${endpoints.mqtt.port}`,
      caFile: authority.file,
      reg: { pub: true, url0: hosts.register, url1: hosts.register, ca: authority.pem },
    };
    const control = await open(openControl({ cloud, facts, messages, changed: kept.changed }, ports.control));
    return {
      cloud,
      facts,
      control: `http://${loopback}:${control.port}`,
      ports: { https: endpoints.atop.port, mqtt: endpoints.mqtt.port, control: control.port },
      close,
    };
  } catch (fault) {
    close();
    throw fault;
  }
};
