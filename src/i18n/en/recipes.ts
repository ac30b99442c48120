import type { CheckName } from '../../model/check';
import type { Details } from '../../model/problem';
import { catalog } from '../catalog';
import { number, told } from '../details';
import { formats } from '../format';

const f = formats('en');
const many = (n: number, one: string, more: string) => `${f.count(n)} ${n === 1 ? one : more}`;

const checks: Readonly<Record<CheckName, string>> = {
  board: 'Board',
  firmware: 'Firmware',
  licenses: 'Licenses',
  wifi: 'Wi-Fi',
  bluetooth: 'Bluetooth',
  cloud: 'Cloud',
  clock: 'Clock',
  product: 'Product',
  token: 'Owner',
};

/** What was seen, when it is ready. */
const seen: Readonly<Record<CheckName, (d: Details) => string>> = {
  board: (d) => `${told(d, 'name') ?? 'It'} is recognised`,
  firmware: (d) => `${told(d, 'name') ?? 'The file'} is on the shelf and fits`,
  licenses: (d) => `${f.count(number(d, 'free') ?? 0)} free${told(d, 'batch') ? ` in ${told(d, 'batch')}` : ''}`,
  wifi: (d) => `${told(d, 'ssid') ?? 'The network'}, its password is held`,
  bluetooth: () => 'At hand',
  cloud: (d) => `It answers${told(d, 'dataCentre') ? ` (${told(d, 'dataCentre')})` : ''}`,
  clock: (d) => {
    const seconds = Math.round(Math.abs(number(d, 'offsetMs') ?? 0) / 1000);
    return seconds === 0 ? 'Agrees with the cloud' : `${f.count(seconds)} s beside the cloud’s, which is fine`;
  },
  product: (d) => `${told(d, 'name') ?? 'Known'}, ${many(number(d, 'points') ?? 0, 'data point', 'data points')}`,
  token: (d) => `${told(d, 'name') ?? 'Somebody'} will own it`,
};

/** Why it is not needed. */
const unneeded: Readonly<Record<CheckName, string>> = {
  board: 'Not needed',
  firmware: 'The plan does not flash',
  licenses: 'No new one is needed',
  wifi: 'Not handed over by the bench',
  bluetooth: 'Not used by this plan',
  cloud: 'Nothing is bound',
  clock: 'Nothing is bound',
  product: 'As the firmware was built',
  token: 'The bench makes no token',
};

const looking: Readonly<Record<CheckName, string>> = {
  board: 'Waiting for a board',
  firmware: 'Chosen when the chip is known',
  licenses: 'Looking',
  wifi: 'Looking',
  bluetooth: 'Looking',
  cloud: 'Looking',
  clock: 'When the cloud answers',
  product: 'When the cloud answers',
  token: 'When the cloud answers',
};

interface Words {
  title: (d: Details) => string;
  what: (d: Details) => string;
}

/** Where the words of the problem, made for a run that failed, would say too much before one. */
const instead: Readonly<Record<string, Words>> = {
  off: {
    title: () => 'Bluetooth is switched off',
    what: () => 'Switch it on in the settings of this computer, or plug a Bluetooth adapter in.',
  },
  pid: {
    title: (d) => `${told(d, 'pid') ?? 'This'} is not a PID`,
    what: () => 'A PID has 16 letters and digits. Choose the product anew in the plan.',
  },
  unknown: {
    title: (d) => `Product ${told(d, 'pid') ?? ''} is not known here`.replace('  ', ' '),
    what: () =>
      'It is not among your products, and the cloud has no device of it that could tell its data points. Add it to Products, from its model or by hand.',
  },
  'nothing-settable': {
    title: (d) => `${told(d, 'name') ?? 'This product'} has nothing to switch`,
    what: () => 'None of its data points can be set. Leave the control station out, or correct the product.',
  },
  clock: {
    title: () => 'The clock of this computer is off',
    what: (d) =>
      `It is ${f.clock(Math.abs(number(d, 'offsetMs') ?? 0))} ${(number(d, 'offsetMs') ?? 0) > 0 ? 'behind' : 'ahead of'} the cloud’s. Five minutes either way are allowed.`,
  },
};

export const recipes = catalog('recipes', {
  bar: {
    product: 'Product',
    noProduct: 'none',
    noProductNote: 'real boards stay unbound',
    asBuilt: 'as the firmware was built',
    unknownProduct: 'not among the products here',
    wifi: 'Wi-Fi',
    band: '2.4 GHz',
    noWifi: 'none named',
    noPassword: 'password missing',
    byPhone: 'by phone',
    leftOut: 'left out',
    checks: 'Pre-flight',
    ready: (n: number, of: number) => `${n} of ${of} ready`,
    skipped: (names: readonly string[]) =>
      names.length > 2 ? `${f.count(names.length)} not needed` : `not needed: ${names.join(', ')}`,
    boards: (real: { ready: number; there: number }, virtual: { ready: number; there: number }) =>
      [
        real.there > 0 && `${f.count(real.ready)} of ${f.count(real.there)} boards ready`,
        virtual.there > 0 && `${f.count(virtual.ready)} of ${f.count(virtual.there)} virtual ready`,
      ]
        .filter(Boolean)
        .join(' · '),
    readyShort: (n: number, of: number) => `${n} of ${of}`,
    looking: 'looking',
    openChecks: 'Show the pre-flight check',
  },

  plan: {
    product: 'Product',
    noProduct: 'None: real boards stay unbound',
    productNote: 'A real board is bound when its product is named. Virtual boards are bound in any case.',
    virtualProducts: 'Of the make-believe cloud',
    toProducts: 'To the products',
    bootNote: 'Waits for the application’s own banner after a restart.',
    pairNote: 'Hands Wi-Fi and a token to the board.',
    activateNote: 'Watches the board on its way into the cloud: token, discovery, activation, online.',
    controlNote: 'Switches one data point and waits for the board’s answer.',
    needsProduct: 'On a real board, once a product is named.',
    pairBy: 'The token goes over',
    byBluetooth: 'Bluetooth, from this page',
    byQr: 'QR code, by a phone app',
    qrNote: 'The app on the phone chooses network, password and owner. The bench watches the log.',
    ssid: 'Wi-Fi name',
    ssidHint:
      '2.4 GHz: a 5 GHz network does not exist for the board. Virtual boards take any, and Workshop-2G by themselves.',
    password: 'Wi-Fi password',
    passwordHint: 'Stays in memory until this page is closed. Never in the plan, a recipe or a log.',
    passwordHeld: 'Held in memory. Type to replace it.',
    showPassword: 'Show the password',
    forget: 'Forget it',
    owner: 'Who will own the devices',
    ownerNote: 'Needs the cloud of a project: the settings have its place. Virtual boards have an owner.',
    toSettings: 'To the settings',
  },

  ready: {
    boot: 'restart it',
    bind: (product: string | undefined) => (product ? `bind it as ${product}` : 'bind it'),
    bindByPhone: 'let a phone bind it',
    control: 'switch a data point',
    standing: (n: number) => (n === 1 ? 'One thing is missing:' : `${f.count(n)} things are missing:`),
  },

  preflight: {
    title: 'Pre-flight check',
    lead: 'Looked at before anything is touched. It changes nothing, on the board or in the cloud.',
    checks,
    seen,
    unneeded,
    looking,
    instead,
    states: { ready: 'ready', 'not-ready': 'not ready', unneeded: 'not needed', looking: 'looking' },
    again: 'Check again',
    editPlan: 'Edit plan',
    close: 'Close',
    tokenNote: 'No token is made for this check: one is good once, so the run makes its own.',
  },

  shelf: {
    title: 'Recipes',
    note: 'A plan with a name, for next time or for somebody else. No password, key or token is in it.',
    none: 'None kept yet.',
    current: 'this plan',
    choose: 'Choose',
    chooseNamed: (name: string) => `Choose ${name}`,
    rename: 'Rename',
    renamed: 'New name',
    keepName: 'Keep the name',
    remove: 'Delete',
    sure: (name: string) => `Delete ${name}?`,
    removeYes: 'Delete it',
    keep: 'Keep it',
    file: 'Save as a file',
    link: 'Copy as a link',
    more: (name: string) => `More for ${name}`,
    copied: 'Link copied. It holds the plan and no secret.',
    notCopied: 'The browser did not allow copying.',
    cannot: (field: string) => `It cannot be handed over: the field “${field}” does not hold what it should.`,
    saveAs: 'Keep this plan as a recipe',
    name: 'Name',
    save: 'Keep recipe',
    saved: (name: string) => `${name} is kept.`,
    open: 'Open a recipe file',
    tooLong: 'At most 80 characters.',
  },

  open: {
    title: 'A recipe',
    lead: 'Nothing is taken over until you say so.',
    none: 'No recipe here yet. Drop a .bindery-recipe.json file, choose one, or open a link.',
    reading: (name: string) => `Reading ${name}.`,
    refusedTitle: 'This is not a recipe the bench can follow',
    nothingChanged: 'Nothing was changed.',
    refused: {
      empty: () => 'There is nothing in it.',
      'too-long': () => 'It is far longer than any recipe.',
      'not-a-link': () => 'The link is damaged. A mail program may have cut or wrapped it: ask for the file.',
      'not-json': () => 'It is cut short, or not the file that was saved.',
      'not-a-recipe': () => 'It is a JSON file of another kind.',
      'newer-version': () => 'It was made by a newer Bindery. Load this page again to update, then open it once more.',
      'unknown-field': (field: string) =>
        `It has a field “${field}” that this bench does not know. A plan followed by half is worse than none.`,
      'wrong-field': (field: string) => `Its field “${field}” does not hold what it should.`,
      unreadable: () => 'The file could not be read.',
    } as Readonly<Record<string, (field: string) => string>>,
    name: 'Name here',
    stations: 'Stations',
    product: 'Product',
    firmware: 'Firmware',
    byChip: 'whatever on the shelf matches the chip',
    pool: 'License pool',
    anyPool: 'any batch',
    speed: 'Speed',
    wifi: 'Wi-Fi',
    byPhone: 'by phone and QR code',
    owner: 'Owner',
    start: 'Start',
    byItself: {
      asks: 'This recipe asks to start by itself.',
      what: 'Every board would then be written as soon as it is recognised. Whoever made the recipe cannot know which boards are here.',
      allow: 'Start as soon as a board is recognised',
      allowed: 'Boards are written without another question.',
      byHand: 'Left off, each board waits until you start it.',
    },
    byHand: 'by hand',
    missing: 'Missing here',
    nothingMissing: 'Everything it names is here.',
    lacks: {
      firmware: (name: string, hash: string) =>
        `The firmware${name ? ` ${name}` : ''} (SHA-256 ${hash}…) is not on the shelf. Drop the file on this page.`,
      part: (name: string) =>
        `${name} is a part, a boot loader or a table alone, and no board is flashed with it. A whole image or an application is needed.`,
      product: (name: string, pid: string) =>
        `The product ${name ? `${name} (${pid})` : pid} is not among the products. It can be added later.`,
      pool: (name: string) => `There is no license pool called ${name}.`,
      password: (name: string) => `The password of ${name} is not known here. It never travels in a recipe.`,
    },
    exists: 'A recipe of this name is here already and stays; this one stands beside it.',
    same: (name: string) => `You have this plan already, as ${name}.`,
    take: 'Take over as the plan',
    keepOnly: 'Only keep it',
    leave: 'Leave it',
    taken: (name: string) => `${name} is the plan now.`,
    kept: (name: string) => `${name} is kept.`,
    choose: 'Choose a file',
    toBench: 'To the bench',
  },
});
