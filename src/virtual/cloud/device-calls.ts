import { type Call, type Handler, numberOf, refuse, textOf } from './call';
import { boundDevices, checkWanted, sendValues } from './commands';
import { homeDevice, industryDevice, shadowOf, statusOf, thing } from './device-shapes';
import { functionsOf, isStandard, specification, thingModel } from './thing-model';

/** Calls about one device and about lists of them (openapi, section 7). */

/** Devices of this project; none where the project lives in another data centre. */
const visible = ({ core }: Call) => (core.strikes('wrong-data-centre') ? [] : boundDevices(core));

/** The device of the path; 1106 when it is not linked to this project or lives elsewhere. */
const named = (call: Call) => visible(call).find(({ device }) => device.deviceId === call.parts[0]) ?? refuse(1106);

type Show<Result> = (
  call: Call,
  ...of: [ReturnType<typeof named>['device'], ReturnType<typeof named>['product']]
) => Result;

const one =
  <Result>(show: Show<Result>): Handler =>
  (call) => {
    const { device, product } = named(call);
    return show(call, device, product);
  };

const askedIds = ({ query }: Call): string[] | undefined => query.device_ids?.split(',').filter((id) => id !== '');

const many = <Result>(call: Call, show: Show<Result>): Result[] => {
  const ids = askedIds(call);
  return visible(call)
    .filter(({ device }) => !ids || ids.includes(device.deviceId))
    .map(({ device, product }) => show(call, device, product));
};

/** Of public clients, which all cut their lists into pieces of it. */
const mostInBatch = 20;

const batch = <Result>(call: Call, show: Show<Result>): Result[] => {
  const ids = askedIds(call) ?? [];
  if (ids.length === 0) refuse(1100);
  if (ids.length > mostInBatch) refuse(1101);
  return many(call, show);
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `{commands: [{code, value}]}`: standard instructions only. */
const command: Handler = (call) => {
  const { device, product } = named(call);
  const { commands } = call.body;
  if (commands === undefined) return refuse(1100);
  if (!Array.isArray(commands) || !commands.every(isRecord)) return refuse(1104);
  if (commands.length === 0) return refuse(1100);
  const wanted = commands.map(({ code, value }) => ({ code: textOf(code), value }));
  sendValues(call.core, call.devices, device, checkWanted(product.dataPoints.filter(isStandard), wanted), 'cloud');
  return true;
};

/** The `properties` of a body: a JSON string inside JSON, any other form is refused (openapi, section 7). */
const propertiesOf = ({ body }: Call): { code: string; value: unknown }[] => {
  const text = textOf(body.properties);
  try {
    const told: unknown = JSON.parse(text);
    if (isRecord(told)) return Object.entries(told).map(([code, value]) => ({ code, value }));
  } catch {
    return refuse(1109);
  }
  return refuse(1109);
};

const issue: Handler = (call) => {
  const { device, product } = named(call);
  const wanted = propertiesOf(call);
  if (wanted.length === 0) refuse(1100);
  sendValues(call.core, call.devices, device, checkWanted(product.dataPoints, wanted), 'cloud');
  return {};
};

/** Changes what the cloud shows without asking the device. */
const modify: Handler = (call) => {
  const { device, product } = named(call);
  const at = call.core.world.now();
  for (const { dpId, value } of checkWanted(product.dataPoints, propertiesOf(call)))
    device.values[dpId] = { value, at };
  return true;
};

const setDesired: Handler = (call) => {
  const { device, product } = named(call);
  const at = call.core.world.now();
  const wanted = checkWanted(product.dataPoints, propertiesOf(call));
  device.desired = { ...device.desired, ...Object.fromEntries(wanted.map(({ dpId, value }) => [dpId, { value, at }])) };
  return true;
};

const desired = one((_, device, product) => ({
  properties: product.dataPoints.flatMap(({ id, code }) => {
    const wish = device.desired?.[id];
    return wish ? [{ code, time: wish.at, value: wish.value }] : [];
  }),
}));

const shadow = one(({ query }, device, product) => {
  const codes = query.codes?.split(',');
  return { properties: shadowOf(device, product).filter(({ code }) => !codes || codes.includes(code)) };
});

const unbind =
  (wipe: boolean): Handler =>
  (call) => {
    const { device } = named(call);
    call.devices.unbind(device.deviceId, wipe);
    return true;
  };

/** `{name}`: what people call it, in every family of calls. */
export const rename: Handler = (call) => {
  named(call).device.name = textOf(call.body.name);
  return true;
};

export const device = { home: one(homeDevice), thing: one(thing), industry: one(industryDevice) };

export const lists = {
  home: (call: Call) => {
    const devices = many(call, homeDevice);
    const size = numberOf(call.query.page_size, 20);
    const page = numberOf(call.query.page_no, 1);
    return {
      devices: devices.slice((page - 1) * size, page * size),
      total: devices.length,
      page_no: page,
      page_size: size,
    };
  },
  ofUser: (call: Call) => {
    const [uid] = call.parts;
    return many({ ...call, query: {} }, homeDevice).filter((each) => each.uid === uid);
  },
  things: (call: Call) => many(call, thing),
  industry: (call: Call) => {
    const list = many(call, industryDevice);
    return { list, has_more: false, last_row_key: '', total: list.length };
  },
  batch: (call: Call) => batch(call, thing),
  status: (call: Call) => batch(call, (_, each, product) => ({ id: each.deviceId, status: statusOf(each, product) })),
  // Fields from memory of others, unverified (openapi, section 7). An emulated board has no serial number.
  factory: (call: Call) => {
    if (!askedIds(call)) refuse(1100);
    return many(call, (_, { deviceId, uuid, mac }) => ({ id: deviceId, uuid, sn: '', mac: mac ?? '' }));
  },
};

export const description = {
  specifications: one((_, __, product) => specification(product, false)),
  specificationsWithIds: one((_, __, product) => specification(product, true)),
  functions: one((_, __, product) => functionsOf(product)),
  ofCategory: ({ core, parts }: Call) => {
    const product = core.state.products.find(({ category }) => category === parts[0]);
    return product ? functionsOf(product) : refuse(1109);
  },
  model: one((_, __, product) => ({ model: thingModel(product) })),
};

export const values = {
  status: one((_, device, product) => statusOf(device, product)),
  shadow,
  command,
  issue,
  modify,
  desired,
  setDesired,
};

export const ending = { unbind: unbind(false), wipe: unbind(true) };
