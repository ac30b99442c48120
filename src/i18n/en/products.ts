import type { DataPoint, DpMode } from '../../model/data-point';
import { digitsOf, shownNumber } from '../../model/data-point-rules';
import type { Details } from '../../model/problem';
import type { DpFaultCode, DpField, ProductFaultCode } from '../../model/product-rules';
import { catalog } from '../catalog';
import { number, told } from '../details';
import { formats } from '../format';

const f = formats('en');
const many = (n: number, one: string, more: string) => `${f.count(n)} ${n === 1 ? one : more}`;
const n = (d: Details, key: string) => f.count(number(d, key) ?? 0);

const ways: Readonly<Record<DpMode, string>> = { rw: 'both ways', ro: 'report only', wr: 'send only' };

/** What a data point can hold, in one line. */
const bounds = (point: DataPoint): string => {
  const { type, min = 0, max = 0, step = 1, unit, range = [], labels = [], maxlen } = point;
  switch (type) {
    case 'bool':
      return 'off, on';
    case 'value': {
      const ends = `${shownNumber(point, min)} to ${shownNumber(point, max)}${unit ? ` ${unit}` : ''}`;
      return `${ends}, step ${shownNumber(point, step)}${digitsOf(point) > 0 ? `, sent × ${10 ** digitsOf(point)}` : ''}`;
    }
    case 'enum':
      return range.join(', ');
    case 'bitmap':
      return labels.length > 0 ? labels.join(', ') : many(maxlen ?? 0, 'flag', 'flags');
    case 'string':
    case 'raw':
      return maxlen === undefined ? 'any length' : `up to ${many(maxlen, 'byte', 'bytes')}`;
  }
};

const whole = 'Without it the device refuses its whole schema and never finishes activation.';

const faults: Readonly<Record<DpFaultCode, (d: Details) => { what: string; why: string }>> = {
  'id-range': () => ({ what: 'Ids go from 1 to 255.', why: 'The device keeps them in one byte.' }),
  'id-taken': (d) => ({ what: `Id ${told(d, 'id')} is taken.`, why: 'The device would only ever find the first.' }),
  'code-empty': () => ({ what: 'No code.', why: 'The cloud knows a data point by its code.' }),
  'code-form': () => ({ what: 'A code is letters, digits and _.', why: 'It begins with a letter.' }),
  'code-taken': (d) => ({ what: `${told(d, 'code')} is taken.`, why: 'Each data point has a code of its own.' }),
  missing: () => ({ what: 'No number here.', why: whole }),
  'not-whole': () => ({ what: 'This takes whole numbers.', why: 'Fractions are made by the scale.' }),
  'beyond-int32': () => ({ what: 'Further than 32 bits reach.', why: 'The device would hold another number.' }),
  'upside-down': () => ({ what: 'The end lies before the beginning.', why: 'No value would fit.' }),
  'step-form': () => ({ what: 'A step is a whole number from 1 to 32 767.', why: '' }),
  'step-misses-end': (d) => ({
    what: `The last step ends at ${n(d, 'last')}.`,
    why: `${n(d, 'max')} itself cannot be set in steps of ${n(d, 'step')}; all else can.`,
  }),
  'scale-form': () => ({ what: 'A scale is a whole number from 0 to 9.', why: '1 shows 235 as 23.5.' }),
  'no-words': () => ({ what: 'No words to choose from.', why: whole }),
  'word-empty': () => ({ what: 'One of the words is empty.', why: '' }),
  'word-twice': (d) => ({
    what: `“${told(d, 'word')}” stands there twice.`,
    why: 'The second can never be told apart.',
  }),
  'entry-too-long': (d) => ({
    what: `${n(d, 'bytes')} bytes in the schema, ${n(d, 'most')} fit.`,
    why: 'The device reads a data point into 1024 bytes. Shorten the words.',
  }),
  'length-form': () => ({ what: 'A length is a whole number of bytes, 1 or more.', why: whole }),
  'bits-form': (d) => ({
    what: `A bitmap has 1 to ${n(d, 'most')} flags.`,
    why: 'The device reads it into 32 bits with a sign.',
  }),
  'labels-many': (d) => ({
    what: `${many(number(d, 'labels') ?? 0, 'name', 'names')} for ${many(number(d, 'bits') ?? 0, 'flag', 'flags')}.`,
    why: 'The last ones can never be set.',
  }),
};

const fixes: Readonly<Record<DpField, (value: string) => string>> = {
  id: (value) => `Use ${value}`,
  code: (value) => `Use ${value}`,
  min: (value) => `Begin at ${value}`,
  max: (value) => `End at ${value}`,
  step: (value) => `Use step ${value}`,
  scale: (value) => `Use scale ${value}`,
  range: () => 'Leave it out',
  labels: () => 'Drop the last names',
  maxlen: (value) => `Use ${value}`,
};

const productFaults: Readonly<Record<ProductFaultCode, (d: Details) => string>> = {
  'pid-empty': () => 'A product has a PID: 16 letters and digits from its page on the platform.',
  'pid-form': (d) => `Character ${n(d, 'position')} is none a PID has: letters and digits only.`,
  'pid-length': (d) => `${many(number(d, 'length') ?? 0, 'character', 'characters')}. A PID has 16.`,
  'too-many': (d) => `${n(d, 'count')} data points. A device takes 254.`,
};

const refusals: Readonly<Record<string, (path: string, d: Details) => string>> = {
  empty: () => 'There is nothing in it.',
  'not-json': (path) => (path ? `What stands at ${path} should be JSON and is not.` : 'It is not JSON.'),
  'nothing-known': () =>
    'It is JSON, but no thing model, no instruction set and no schema. It needs services, functions and status, or a list of data points.',
  'cloud-refused': (_, d) =>
    `It is a refusal of the cloud: ${[told(d, 'msg'), told(d, 'code')].filter(Boolean).join(', ')}.`,
  'no-data-points': () => 'There is no data point in it.',
  missing: (path) => `${path} is missing.`,
  'wrong-kind': (path, d) => `${path} should be a ${told(d, 'wanted') ?? 'different thing'}.`,
  'unknown-type': (path, d) => `${path} says ${told(d, 'type')}, a type that devices of this kind do not have.`,
  'unknown-mode': (path, d) => `${path} says ${told(d, 'mode')}. A direction is rw, ro or wr.`,
};

export const products = catalog('products', {
  title: 'Products',
  virtual: 'virtual',
  list: 'Products',
  all: 'All products',
  add: 'New product',
  count: (points: number, agent: boolean) => `${many(points, 'data point', 'data points')}${agent ? ', agent' : ''}`,
  dropHere: 'Drop a model or specification JSON here to make a product of it.',
  whereModel: 'On the platform: Cloud, your project, API Explorer, “Query Things Data Model”.',
  unnamed: 'Unnamed',
  gone: 'There is no product with this PID here.',
  storing: 'Not stored',

  facts: { pid: 'PID', from: 'From', firmware: 'Firmware', agent: 'Agent' },
  sources: { hand: 'made by hand', cloud: 'the cloud', model: 'a model file' },
  fromDemo: 'the demo cloud',
  since: (source: string, date: string) => `${source}, ${date}`,
  none: 'none',
  agentUnnamed: 'has one',
  lost: 'no longer on the shelf',
  roles: (names: readonly string[]) => `${names.length === 1 ? 'Role' : 'Roles'}: ${names.join(', ')}`,
  edit: 'Edit',
  readOnly: 'Belongs to the demo cloud: it can be looked at and copied.',
  copyOwn: 'Make a copy of my own',
  remove: 'Remove',
  removeTitle: 'Remove this product',
  removeText: (name: string) => `${name} goes from this browser. The platform and its devices know nothing of it.`,
  keep: 'Keep it',
  removed: (name: string) => `${name} removed.`,
  close: 'Close',

  form: {
    new: 'New product',
    edit: 'Edit product',
    name: 'Name',
    pid: 'PID',
    pidHint: 'From its page on the Tuya developer platform.',
    pidTaken: (name: string) => `${name} has this PID.`,
    nameEmpty: 'A name tells it apart in the list.',
    firmware: 'Firmware that belongs to it',
    noFirmware: 'none',
    agent: 'AI agent',
    agentHint: 'As it is called on the platform; empty for none.',
    roles: 'Roles of the agent',
    rolesHint: 'One to a line.',
    create: 'Create',
    save: 'Save',
    cancel: 'Cancel',
  },

  points: 'Data points',
  table: 'All data points of this product',
  addPoint: 'Add data point',
  refused: (count: number) => `${f.count(count)} would be refused`,
  columns: { id: 'Id', name: 'Name', code: 'Code', way: 'Direction', type: 'Type', bounds: 'Bounds' },
  ways,
  bounds,
  noPoints: 'No data point yet. Add one, or drop the model of a device here.',
  openPoint: (name: string) => `Open ${name}`,
  removePoint: 'Remove data point',
  pointRemoved: (name: string) => `${name} removed.`,
  undo: 'Undo',

  point: {
    heading: (id: number) => `DP ${id}`,
    id: 'Id',
    code: 'Code',
    name: 'Name',
    type: 'Type',
    way: 'Direction',
    min: 'From',
    max: 'To',
    step: 'Step',
    unit: 'Unit',
    scale: 'Scale',
    scaleHint: (digits: number) =>
      digits > 0 ? `235 is shown as ${(235 / 10 ** digits).toFixed(digits)}` : 'Shown as it is sent',
    range: 'Words',
    rangeHint: 'One to a line, in this order.',
    labels: 'Names of the flags',
    labelsHint: 'One to a line, lowest first.',
    bits: 'Flags',
    bytes: 'Most bytes',
    textHint: 'A Chinese character takes three.',
    rawHint: 'Empty: the device is told no length.',
    look: 'As it will look',
    sends: 'sends',
    reports: 'reports',
    on: 'on',
    off: 'off',
  },
  faults,
  fixes,
  or: ' or ',
  productFaults,

  config: {
    title: 'tuya_config.h',
    note: 'for people who build the license in',
    withLicense: 'with license',
    leftOut: 'left out',
    license: 'License',
    free: 'free',
    on: (mac: string) => `on ${mac}`,
    noLicense: 'There is no license for real boards here.',
    hidden: 'AuthKey, hidden',
    copy: 'Copy block',
    copied: 'Block copied.',
    copiedSecret: 'Block copied. The clipboard is emptied in 60 s, while this page is open.',
    notCopied: 'The browser did not let us copy.',
    askTitle: 'Copy a block with an AuthKey',
    ask: (uuid: string) =>
      `The AuthKey of ${uuid} goes to the clipboard in clear text, where other programs can read it. It is emptied after 60 s, while this page is open.`,
    askFree:
      'Built into firmware, the license is used. The ledger counts it as spent from now on, so that no board gets it too.',
    askOnBoard: (mac: string) =>
      `It is on the board ${mac}. Firmware with this block belongs on that board and no other.`,
    copyNow: 'Copy it',
    cancel: 'Cancel',
  },

  export: 'Export',
  exportModel: 'Thing model, .json',
  exportSchema: 'Schema of a device, .json',
  exportNote: 'The schema has ids and bounds only, as a device gets it.',

  import: {
    file: 'Import',
    fileHint: '.json files: thing model, instruction set or schema',
    paste: 'Paste',
    pasteTitle: 'Paste a model',
    pasteLabel: 'JSON',
    pasteHint:
      'A thing model, an instruction set (functions and status), the schema of a device, or a whole answer with one of them.',
    pasteName: 'Pasted',
    check: 'Read it',
    cancel: 'Cancel',
    reading: (name: string) => `Reading ${name}…`,
    refusedTitle: (name: string) => `${name} was not taken`,
    refusals,
    tooBig: 'Larger than any model.',
    forms: { model: 'thing model', specification: 'instruction set', schema: 'schema of a device' },
    found: (points: number, form: string) => `${many(points, 'data point', 'data points')} in a ${form}.`,
    leftOut: (code: string, why: string) => `Left out${code ? ` ${code}` : ''}: ${why}`,
    notes: {
      'no-ids': 'It numbers nothing: ids come from data points with the same code, the others need one.',
      'standard-only': 'An instruction set may leave a product’s own data points out. Those that are here stay.',
      'no-names': 'It has ids only: names and codes of data points that are here stay.',
    },
    wrong: (count: number) => `${f.count(count)} of them would be refused; each says why in the table.`,
    into: 'Into',
    newProduct: 'a new product',
    fresh: (count: number, codes: string) => `${f.count(count)} new: ${codes}`,
    changed: (count: number, codes: string) => `${f.count(count)} changed: ${codes}`,
    gone: (count: number, codes: string) => `${f.count(count)} gone: ${codes}`,
    same: (count: number) => `${f.count(count)} the same.`,
    nothing: 'It is all here already.',
    keepNew: 'Make the product',
    keepInto: 'Take them over',
    done: (name: string) => `${name} kept.`,
  },

  cloud: {
    open: 'From the cloud',
    title: 'Take the model of a device',
    note: 'The cloud tells a product only through its devices. Any device of it will do.',
    asking: 'Asking the cloud…',
    none: 'No device is linked to the project.',
    take: (name: string) => `Take the model of ${name}`,
    columns: { name: 'Device', product: 'Product', pid: 'PID' },
  },
});
