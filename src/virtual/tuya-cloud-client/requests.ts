/** A device's HTTP: endpoint discovery and ATOP, with what the log shows of both (device-cloud, sections 1 and 3). */
import {
  type AtopCall,
  type AtopResult,
  atopPath,
  openAtopAnswer,
  readAtopResult,
  sealAtopRequest,
} from '../../protocols/device-cloud/atop';
import { type Endpoints, readEndpoints, writeDiscovery } from '../../protocols/device-cloud/discovery';
import { type ClientHost, nonce, returnCodes } from './host';

const registerCentre = 'h6.iot-dns.com';
const suite = 'TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256';

/** The body of the answer; undefined when nobody could be reached. */
const post = async (host: ClientHost, url: URL, body: string): Promise<string | undefined> => {
  const { log, door } = host;
  const place = `${url.hostname}:${url.port || 443}`;
  log('D', 'tuya_tls.c:570', `TUYA_TLS Begin Connect ${place}`);
  await host.travel();
  try {
    const request = new Request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
      body,
    });
    const text = await host.outlive(door.http(request).then((response) => response.text()));
    log('D', 'tuya_tls.c:688', `TUYA_TLS Success Connect ${place} Suit:${suite}`);
    await host.travel();
    return text;
  } catch {
    log('E', 'tuya_tls.c:700', `TUYA_TLS faild Connect ${place}`);
    return undefined;
  }
};

/** Asks the register centre; without a region while there is no token. Undefined when it told nothing usable. */
export const discover = async (host: ClientHost, region?: string, env = 'pro'): Promise<Endpoints | undefined> => {
  const { log } = host;
  const body = writeDiscovery(region, env);
  log('D', 'iotdns.c:280', `out post data len:${body.length}, data:${body}`);
  log('D', 'iotdns.c:299', 'http request send!');
  const text = await post(host, new URL(`https://${registerCentre}/v2/url_config`), body);
  if (text === undefined) {
    log('E', 'iotdns.c:318', 'http_request_send error:1');
    return undefined;
  }
  const found = readEndpoints(text);
  if (!found?.https || !found.mqtts || found.ca === undefined || !URL.canParse(found.https)) {
    log('E', 'iotdns.c:392', `json parse fail. Rev:${text.slice(0, 80)}`);
    return undefined;
  }
  const { hostname, pathname } = new URL(found.https);
  const [mqttHost, mqttPort] = found.mqtts.split(':');
  log('D', 'iotdns.c:104', `httpsSelfUrl:${found.https}`);
  log('D', 'iotdns.c:105', `mqttsSelfUrl:${found.mqtts}`);
  log('D', 'iotdns.c:148', `endport->atop.host = "${hostname}"`);
  log('D', 'iotdns.c:149', 'endport->atop.port = 443');
  log('D', 'iotdns.c:150', `endport->atop.path = "${pathname}"`);
  log('D', 'iotdns.c:154', `endport->mqtt.host = "${mqttHost}"`);
  log('D', 'iotdns.c:155', `endport->mqtt.port = ${mqttPort}`);
  return found;
};

/** `rt` is what the SDK returns: 0 also for an answer that says no. */
export type AtopReply = { rt: 0; answer: AtopResult } | { rt: number; answer?: undefined };

/** Signed and sealed with `key`: AuthKey before activation, secKey after. */
export const callAtop = async (
  host: ClientHost,
  endpoints: Endpoints,
  key: string,
  call: Omit<AtopCall, 't'>,
  /** Written with the second of the call: the URL and the body carry the same. */
  write: (t: number) => string,
): Promise<AtopReply> => {
  const { log } = host;
  const t = host.posix();
  const json = write(t);
  log('D', 'atop_service.c:190', `POST JSON:${json}`);
  const path = atopPath({ ...call, t }, key);
  log('D', 'atop_base.c:370', `request url len:${path.length}: ${path}`);
  const body = sealAtopRequest(json, key, nonce(host));
  log('D', 'atop_base.c:392', `out post data len:${body.length}, data:${body}`);
  log('D', 'atop_base.c:404', 'http request send!');
  const text = await post(host, new URL(path, endpoints.https), body);
  if (text === undefined) {
    log('E', 'atop_base.c:424', 'http_request_send error:1');
    return { rt: returnCodes.httpSend };
  }
  const opened = openAtopAnswer(text, key);
  if (!opened?.nonce) log('N', 'atop_base.c:443', 'atop_response_decode error:-1, try parse the plaintext data.');
  const answer = opened && readAtopResult(opened.text);
  if (!answer) {
    log('E', 'atop_base.c:262', 'Json parse error');
    return { rt: returnCodes.json };
  }
  if (answer.success) return { rt: 0, answer };
  log('E', 'atop_base.c:290', `errorMsg:${answer.errorMsg}`);
  return answer.errorCode.toUpperCase() === 'GATEWAY_NOT_EXISTS'
    ? { rt: returnCodes.gatewayNotExists }
    : { rt: 0, answer };
};
