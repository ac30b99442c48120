/**
 * What would stop a run, looked at before anything is touched. It asks storage and the cloud, changes neither, makes no
 * token, and opens no port: the worker asks before a run, the page asks to show it.
 */
import { type Check, type CheckName, checkNames } from '../../model/check';
import { type ChipFacts, chipNames, type Mac } from '../../model/chip';
import type { Clock } from '../../model/clock';
import type { Cloud } from '../../model/cloud';
import { plannedFirmware } from '../../model/firmware-choice';
import { bindsBoard } from '../../model/plan-rules';
import { asBenchError, BenchError, type Details, type Problem } from '../../model/problem';
import type { Product } from '../../model/product';
import type { LicenseOnBoard, Plan, TokenOwner } from '../../model/run';
import { checkFits } from '../../protocols/firmware/check-fits';
import { checkNetwork, type NetworkFault, networkLimits } from '../../protocols/tuya-ble/network';
import type { BenchDatabase } from '../../records/database';
import { listFirmware } from '../../records/firmware';
import { licenseOfMac, listBatches } from '../../records/license-questions';
import { hasFreeLicense } from '../../records/licenses';
import { productOf } from '../../records/products';
import { resolveOwner } from '../device/resolve-owner';
import { decideFromView, questionDetails } from './board-license';
import { askProductOfCloud, type CloudLook, lookAtCloud } from './preflight-cloud';

export interface PreflightInput extends Clock {
  plan: Plan;
  /** Missing as long as the board is not recognised: its check then says `looking`. */
  chip?: ChipFacts;
  /** What its application calls it, where it told. */
  ownMac?: Mac;
  /** What was found on it; a board that has a license takes none. */
  onBoard?: LicenseOnBoard;
  /** The question of the decision table was answered: the board keeps the license with this UUID. */
  keepTheirs?: string;
  /** Nothing comes before the license: its own step reads the board anew, and what was found may be old. */
  readAnew?: boolean;
  virtual: boolean;
  db: BenchDatabase;
  /** The one the board would be bound at, or why there is none. */
  cloud?: Cloud;
  cloudProblem?: Problem;
  dataCentre?: string;
  /** Milliseconds the cloud's clock is ahead of ours; asked of the cloud when missing. */
  clockOffsetMs?: number;
  /** Whom devices belong to when the plan names nobody. */
  owner?: TokenOwner;
  /** Networks whose password is held. */
  ssids: readonly string[];
  /** `off`: the browser has it, the computer's is switched off or missing. Virtual boards have their own. */
  bluetooth: 'yes' | 'no' | 'off';
  /** Of the make-believe cloud, which storage does not have. */
  demoProducts?: readonly Product[];
}

/** The network of virtual boards, which they have by themselves. */
export const virtualSsid = 'Workshop-2G';

/** Five minutes either way, as far as anybody told (openapi, section 4). */
const clockLimitMs = 300_000;

interface Found {
  state: Check['state'];
  details?: Details;
  problem?: Problem;
}

const ready = (details: Details = {}): Found => ({ state: 'ready', details });
const unneeded: Found = { state: 'unneeded' };
const looking: Found = { state: 'looking' };
const notReady = (code: Problem['code'], details: Details = {}): Found => ({
  state: 'not-ready',
  problem: { code, details },
});

const binds = ({ plan, virtual }: PreflightInput): boolean =>
  bindsBoard(plan, virtual) && (plan.pair || plan.activate || plan.control);
/** The bench itself hands network and token over; a phone app brings its own. */
const pairs = (input: PreflightInput): boolean => binds(input) && input.plan.pair;

const board = async ({ chip }: PreflightInput): Promise<Found> =>
  chip ? ready({ name: chipNames[chip.chip], ...(chip.flashBytes && { flashBytes: chip.flashBytes }) }) : looking;

const firmware = async ({ plan, chip, virtual, db }: PreflightInput): Promise<Found> => {
  if (!plan.flash) return unneeded;
  const shelf = await listFirmware(db);
  const planned = plannedFirmware(shelf, plan.firmware, chip?.chip, virtual);
  if (!planned) return looking;
  if ('problem' in planned) return { state: 'not-ready', problem: planned.problem };
  const { row } = planned;
  if (chip) checkFits(row.facts, chip, row.facts.address);
  const name = [row.facts.app, row.facts.version].filter(Boolean).join(' ');
  return ready({ name: name || row.fileName, size: row.facts.size });
};

/** What the decision table says of what was read when the board was recognised; undefined = it takes a free one. */
const knownLicense = async (input: PreflightInput, batch: string | undefined): Promise<Found | undefined> => {
  const { chip, virtual, db, keepTheirs, readAnew } = input;
  const mac = input.ownMac ?? chip?.mac;
  if (!mac) return undefined;
  if (readAnew && input.onBoard?.kind === 'has') return unneeded;
  const onBoard = readAnew ? undefined : input.onBoard;
  const decision = await decideFromView(db, { mac, virtual, ...(onBoard && { onBoard }), ...(batch && { batch }) });
  if (!decision) return (await licenseOfMac(db, mac, virtual)) ? unneeded : undefined;
  const found = onBoard?.kind === 'has' ? onBoard.uuid : '';
  switch (decision.kind) {
    case 'take-free':
      return undefined;
    case 'stop':
      return decision.code === 'license.none-free' ? undefined : notReady(decision.code, { mac, found });
    case 'ask':
      if (found !== '' && found === keepTheirs) return unneeded;
      return notReady(decision.code, {
        ...(await questionDetails(db, { mac, found, virtual })),
        ...(onBoard?.kind === 'unknown' && onBoard.why && { why: onBoard.why }),
      });
    default:
      return unneeded;
  }
};

const licenses = async (input: PreflightInput): Promise<Found> => {
  const { plan, virtual, db } = input;
  if (!plan.license) return unneeded;
  const batch = virtual ? undefined : plan.batch;
  const known = await knownLicense(input, batch);
  if (known) return known;
  if (!(await hasFreeLicense(db, virtual, batch))) return notReady('license.none-free', batch ? { batch } : {});
  const pools = (await listBatches(db)).filter((pool) => pool.virtual === virtual && (!batch || pool.batch === batch));
  return ready({ free: pools.reduce((sum, { counts }) => sum + counts.free, 0), ...(batch && { batch }) });
};

const networkProblem = (fault: NetworkFault, ssid: string): Problem => {
  if (fault === 'no-password') return { code: 'wifi.open', details: { ssid } };
  if (fault === 'no-ssid' || fault === 'no-token' || fault === 'token-too-long')
    return { code: 'wifi.missing', details: {} };
  const field = fault === 'ssid-too-long' ? 'ssid' : 'password';
  return { code: 'wifi.too-long', details: { field, most: networkLimits[field] } };
};

/** Before a network is handed to the bench: what a board could not hold. Undefined when it is fine. */
export const wifiProblem = (ssid: string, password: string): Problem | undefined => {
  const fault = checkNetwork({ ssid, password });
  return fault && networkProblem(fault, ssid);
};

const wifi = async (input: PreflightInput): Promise<Found> => {
  const { plan, virtual, ssids } = input;
  if (!pairs(input) || plan.pairBy === 'qr') return unneeded;
  const ssid = plan.ssid ?? '';
  if (virtual) return ready({ ssid: ssids.includes(ssid) ? ssid : virtualSsid });
  if (ssid === '') return notReady('wifi.missing');
  // The password was looked at when it was given to the bench, and stays there.
  const problem = wifiProblem(ssid, 'held');
  if (problem) return { state: 'not-ready', problem };
  return ssids.includes(ssid) ? ready({ ssid }) : notReady('wifi.missing', { ssid });
};

const bluetooth = async (input: PreflightInput): Promise<Found> => {
  if (!pairs(input) || input.plan.pairBy === 'qr') return unneeded;
  if (input.virtual || input.bluetooth === 'yes') return ready();
  return notReady('browser.no-bluetooth', input.bluetooth === 'off' ? { reason: 'off' } : {});
};

const noCloud = (input: PreflightInput): Problem =>
  input.cloudProblem ?? new BenchError(input.virtual ? 'cloud.unreachable' : 'cloud.no-relay').problem;

const cloudReached = (input: PreflightInput, look: CloudLook): Found => {
  if (look.problem) return { state: 'not-ready', problem: look.problem };
  return ready(input.dataCentre ? { dataCentre: input.dataCentre } : {});
};

const clock = (input: PreflightInput, look: CloudLook): Found => {
  const offsetMs = input.clockOffsetMs ?? look.offsetMs;
  // A cloud that tells no time, but took a call signed by ours, agrees with it.
  if (offsetMs === undefined) return look.problem ? looking : ready();
  const details = { offsetMs: Math.round(offsetMs) };
  return Math.abs(offsetMs) > clockLimitMs ? notReady('bind.clock', details) : ready(details);
};

/** `reason`: `pid` is no PID, `unknown` here and in the cloud, `nothing-settable` though control is planned. */
const productFound = ({ plan }: PreflightInput, { name, dataPoints }: Pick<Product, 'name' | 'dataPoints'>): Found => {
  const details = { name, points: dataPoints.length };
  if (dataPoints.length === 0) return notReady('control.no-point', { ...details, reason: 'nothing-settable' });
  if (plan.control && dataPoints.every(({ mode }) => mode === 'ro'))
    return notReady('control.no-point', { ...details, reason: 'nothing-settable' });
  return ready(details);
};

const product = async (input: PreflightInput, look: CloudLook): Promise<Found> => {
  const { plan, virtual, db } = input;
  const pid = plan.product;
  if (virtual) {
    // Its firmware was built for a product of the make-believe cloud; the plan's name for it decides nothing.
    const demo = input.demoProducts?.find((each) => each.pid === pid);
    return demo ? ready({ name: demo.name, points: demo.dataPoints.length }) : unneeded;
  }
  if (pid === undefined) return unneeded;
  if (!/^[A-Za-z0-9]{16}$/.test(pid)) return notReady('control.no-point', { pid, reason: 'pid' });
  const own = await productOf(db, pid);
  if (own) return productFound(input, own);
  // Not readable without a device of that product; whether there is one is for the cloud to say.
  if (!input.cloud || look.problem) return looking;
  const told = await askProductOfCloud(input.cloud, pid, look);
  return told ? productFound(input, told) : notReady('control.no-point', { pid, reason: 'unknown' });
};

const token = async (input: PreflightInput, look: CloudLook): Promise<Found> => {
  if (!input.cloud || look.problem) return looking;
  // An owner of a real project means nothing to the page's own cloud.
  const wanted = input.virtual ? input.owner : (input.plan.owner ?? input.owner);
  const found = await resolveOwner(input.cloud, wanted);
  if ('problem' in found) return { state: 'not-ready', problem: found.problem };
  return ready({ name: found.owner.kind === 'asset' ? found.owner.name : found.owner.uid });
};

/** A fault of storage or of a file is that check's own answer. */
const caught = async (work: () => Promise<Found> | Found): Promise<Found> => {
  try {
    return await work();
  } catch (fault) {
    return { state: 'not-ready', problem: asBenchError(fault).problem };
  }
};

/** All checks in their order. Never rejects. */
export const preflight = async (input: PreflightInput): Promise<readonly Check[]> => {
  const bound = binds(input);
  const look: CloudLook =
    bound && input.cloud ? await lookAtCloud(input.cloud, input) : { problem: noCloud(input), devices: [] };
  const whenBound = (work: () => Promise<Found> | Found) => () => (bound ? work() : unneeded);
  // A phone app makes its own token, for its own user.
  const ownToken = pairs(input) && input.plan.pairBy === 'bluetooth';
  const work: Readonly<Record<CheckName, () => Promise<Found> | Found>> = {
    board: () => board(input),
    firmware: () => firmware(input),
    licenses: () => licenses(input),
    wifi: () => wifi(input),
    bluetooth: () => bluetooth(input),
    cloud: whenBound(() => cloudReached(input, look)),
    clock: whenBound(() => clock(input, look)),
    product: whenBound(() => product(input, look)),
    token: () => (ownToken ? token(input, look) : unneeded),
  };
  return Promise.all(
    checkNames.map(async (name): Promise<Check> => {
      const { state, details = {}, problem } = await caught(work[name]);
      return { name, state, details, ...(problem && { problem }) };
    }),
  );
};

/** What stands in the way: everything but what is ready or not needed. */
export const standing = (checks: readonly Check[]): readonly Check[] =>
  checks.filter(({ state }) => state === 'not-ready' || state === 'looking');
