import { catalog } from '../catalog';
import { formats } from '../format';

const f = formats('en');

const many = (n: number, one: string, more: string) => `${f.count(n)} ${n === 1 ? one : more}`;

/** Catalogues of firmware on the firmware screen, and the workshop link. */
export const catalogues = catalog('catalogues', {
  title: 'Catalogues',
  lead: 'Firmware that somebody offers at an address. Asked only when you say so, and kept here for when there is no network.',
  address: 'Address of a catalogue or manifest',
  example: 'https://files.example/catalogue.json',
  add: 'Fetch the list',
  none: 'None yet. What is fetched is shown as text, and checked by SHA-256 where the list gives one.',
  format: 'What may stand in it',
  reading: (done: number, of: number) => `Reading ${f.count(done)} of ${f.count(of)}…`,
  asking: 'Asking…',
  stop: 'Stop',
  table: (name: string) => `Firmware of ${name}`,
  columns: {
    name: 'Firmware',
    chips: 'Chips',
    size: 'Size',
    hash: 'SHA-256',
    here: 'On this computer',
    actions: 'Actions',
  },
  listed: (n: number) => many(n, 'entry', 'entries'),
  age: (when: string, days: number) =>
    days < 1 ? `asked ${when}` : `asked ${days === 1 ? 'yesterday' : `${f.count(days)} days ago`}, ${when}`,
  oldHint: 'The list may have changed since. Ask again when there is a network.',
  again: 'Ask again',
  againFor: (name: string) => `Ask again for ${name}`,
  remove: 'Remove',
  removeFor: (name: string) => `Remove the catalogue ${name}`,
  removeTitle: 'Remove the catalogue',
  removeText: (name: string) =>
    `${name} and what was fetched from it go from this browser. What was taken onto the shelf stays there.`,
  removeNow: 'Remove it',
  keep: 'Keep it',
  removed: (name: string) => `The catalogue ${name} is removed.`,
  close: 'Close',
  noHash: 'no hash: kept as unverified',
  noHashHint: 'The list gives no SHA-256 for it. Nobody can say whether the file that comes is the one meant.',
  someHash: (n: number, of: number) => `${f.count(n)} of ${f.count(of)} files have one`,
  unread: 'not read',
  notHere: 'not fetched',
  someHere: (n: number, of: number) => `${f.count(n)} of ${many(of, 'file', 'files')}`,
  here: (when: string) => `fetched ${when}`,
  checked: 'checked',
  unchecked: 'unverified',
  onShelf: 'on the shelf',
  readMe: 'Read-me',
  readMeOf: (name: string) => `Read-me of ${name}`,
  readMeFrom: 'Shown as text. Nothing in it is followed.',
  take: 'Take onto the shelf',
  takeFor: (name: string) => `Take ${name} onto the shelf`,
  taking: (done: number, of: number) => `Fetching ${f.count(done)} of ${many(of, 'file', 'files')}…`,
  fetchAgain: 'Fetch anew',
  fetchAgainFor: (name: string) => `Fetch the files of ${name} anew and compare`,
  stillSame: (name: string) => `${name}: the files are still the same.`,
  taken: (name: string, rows: number) =>
    rows === 1 ? `${name} is on the shelf.` : `${name} is on the shelf, as ${f.count(rows)} images.`,
  takenUnchecked: 'The catalogue gives no hash, so it is kept as unverified.',
  nothingTaken: (name: string) => `Nothing of ${name} can be flashed here`,
  partlyTaken: (name: string) => `Not all of ${name} came onto the shelf`,
  refused: (chip: string, why: string) => (chip ? `${chip}: ${why}` : why),
  changedTitle: (n: number) =>
    n === 1
      ? 'A file is another one now, under the same address'
      : `${f.count(n)} files are others now, under the same addresses`,
  changedText: (host: string) =>
    `A new version usually gets an address of its own. Ask whoever keeps ${host} before you take it. Nothing was changed here.`,
  before: 'before',
  after: 'now',
  hashGone: 'no hash any more',
  takeChanged: 'Take the new one',
  keepOld: 'Keep the old one',

  formatTitle: 'What may stand in a catalogue',
  formatLead:
    'A JSON file at an https address. The least is the manifest.json of ESP Web Tools; a list names several, with a read-me each. Addresses may be relative to the list.',
  formatField: 'Field',
  formatMeaning: 'Meaning',
  formatFields: [
    ['bindery', '“catalogue”. May be missing.'],
    ['version', '1, with bindery. A higher one asks for a newer Bindery.'],
    ['name, about', 'What the list is called, and a sentence about it.'],
    ['firmware[]', 'Up to 200 entries: objects as below, manifests, or their addresses.'],
    ['firmware[].name, version, about', 'For people. Missing ones come from the manifest.'],
    ['firmware[].manifest', 'Address of a manifest of ESP Web Tools, or the manifest itself.'],
    ['firmware[].image', 'Instead: address of one .bin file, which its own headers describe.'],
    ['firmware[].readme', 'Address of a text or Markdown file. Shown as it is.'],
    ['firmware[].chips[]', 'Names of chips, where the manifest does not say.'],
    ['firmware[].sha256', 'Of the one file, as 64 hex digits; or an object of path and hash.'],
    ['builds[].parts[].sha256', 'In a manifest: the hash of that part.'],
  ] as readonly (readonly [string, string])[],
  formatNote:
    'Other fields are passed over. A file without a hash is kept as unverified. Files over 32 MiB, lists over 1 MiB and read-mes over 256 KiB are not fetched.',

  workshop: {
    make: 'Workshop link…',
    makeFor: (name: string) => `Workshop link for ${name}`,
    makeTitle: 'One link for a workshop',
    makeLead:
      'Whoever opens it sees what it is and where it comes from, is asked once, and then has this catalogue’s firmware on the shelf and the plan on the bench.',
    recipe: 'Plan',
    current: 'The plan as it is now',
    currentName: 'Workshop',
    firmware: 'Firmware to take',
    none: 'Tick at least one.',
    copy: 'Copy the link',
    copied: 'Workshop link copied. It holds no secret.',
    notCopied: 'The browser did not allow copying.',
    tooLong: 'The link would be too long. Tick fewer.',
    near: (host: string) => `The others must reach ${host} too: it is on this computer.`,
    cannot: (field: string) => `It cannot be handed over: the field “${field}” does not hold what it should.`,

    title: 'A workshop',
    lead: 'Nothing is fetched and nothing is taken over until you say so.',
    refusedTitle: 'This is not a workshop link the bench can open',
    otherLink: 'It is another link, or one for something else.',
    from: 'From',
    catalogue: 'Catalogue',
    brings: 'Brings',
    bringsWhat: (n: number) =>
      `${many(n, 'entry', 'entries')} for the shelf, checked by SHA-256 where the list has one`,
    begin: 'Fetch it and take it over',
    leave: 'Leave it',
    toBench: 'To the bench',
    retry: 'Try again',
    fetchingList: 'Fetching the list…',
    fetching: (name: string, n: number, of: number) => `Fetching ${name}, ${f.count(n)} of ${f.count(of)}…`,
    stopped: 'It stopped here. The plan on the bench is as it was.',
    toFirmware: 'To the firmware',
    done: (name: string) => `${name}: firmware on the shelf, plan on the bench.`,
  },
});
