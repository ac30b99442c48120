import type { LicenseReason, LicenseState } from '../../model/license';
import { own } from '../../model/own';
import { catalog } from '../catalog';
import { formats } from '../format';

const f = formats('en');
const many = (n: number, one: string, more: string) => `${f.count(n)} ${n === 1 ? one : more}`;
const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** `Row 17`, `Rows 22 and 45`, `Rows 31, 32, 34, 35, 36 and 20 more`. */
const rows = (numbers: readonly number[]) => {
  const shown = numbers.slice(0, numbers.length > 6 ? 5 : 6).map(String);
  const rest = numbers.length - shown.length;
  return `${numbers.length === 1 ? 'Row' : 'Rows'} ${list.format(rest > 0 ? [...shown, `${f.count(rest)} more`] : shown)}`;
};

const columns: Readonly<Record<string, string>> = { uuid: 'UUID', authKey: 'AuthKey' };
const named = (column: string | undefined) => own(columns, column ?? '') ?? 'A cell';

const states: Readonly<Record<LicenseState, string>> = {
  free: 'free',
  reserved: 'reserved',
  doubtful: 'doubtful',
  written: 'written',
  verified: 'verified',
  spent: 'spent elsewhere',
};

const evidence: Readonly<Record<LicenseReason, string>> = {
  imported: 'imported',
  'sheet-status': 'used, says the sheet',
  'sheet-mac': 'MAC in the sheet',
  'sheet-timestamp': 'time in the sheet',
  'set-aside': 'set aside, nothing sent',
  sending: 'sent, no answer',
  'board-accepted': 'the board took it',
  'read-back-twice': 'read back twice',
  'found-on-board': 'found on its board',
  adopted: 'found on a board, taken over',
  'nothing-sent': 'given back, nothing was sent',
  'not-on-board': 'not on its board',
  'given-up': 'given up by hand',
};

/** Why a row of a sheet cannot be a license. `number` is a length or a position. */
const malformed: Readonly<Record<string, (column: string | undefined, number: number | undefined) => string>> = {
  'uuid-length': (_, n) => `UUID has ${many(n ?? 0, 'character', 'characters')}, needs 16 or 20. Left out.`,
  'auth-key-length': (_, n) => `AuthKey has ${many(n ?? 0, 'character', 'characters')}, needs 32. Left out.`,
  'uuid-characters': (_, n) => `UUID has a character at ${n ?? '?'} that none can have. Left out.`,
  'auth-key-characters': (_, n) => `AuthKey has a space or a foreign character at ${n ?? '?'}. Left out.`,
  placeholder: () => 'The placeholder of firmware without a license. Left out.',
  'uuid-missing': () => 'No UUID. Left out.',
  'auth-key-missing': () => 'No AuthKey. Left out.',
  'number-cell': (column) => `${named(column)} is a number in the workbook, so its digits may be rounded. Left out.`,
  'spreadsheet-number': (column) => `${named(column)} became a number like 1.23E+31 in a spreadsheet. Left out.`,
  'rounded-digits': (column) =>
    `${named(column)} ends in zeros from the 16th digit: a spreadsheet rounded it. Left out.`,
};

const invisibleNames: Readonly<Record<string, string>> = {
  'U+00A0': 'no-break space',
  'U+00AD': 'soft hyphen',
  'U+200B': 'zero-width space',
  'U+200C': 'zero-width non-joiner',
  'U+200D': 'zero-width joiner',
  'U+200E': 'left-to-right mark',
  'U+200F': 'right-to-left mark',
  'U+202F': 'narrow no-break space',
  'U+2060': 'word joiner',
  'U+3000': 'ideographic space',
  'U+FEFF': 'byte order mark',
};
/** `zero-width space (U+200B)` */
const invisible = (code: string): string =>
  Object.hasOwn(invisibleNames, code) ? `${invisibleNames[code]} (${code})` : code;

/** Behind a number of licenses of which some are not free. */
const freeOf = (n: number, spent: number): string =>
  spent > 0 ? `: ${f.count(n - spent)} free, ${f.count(spent)} spent` : '';

export const licenses = catalog('licenses', {
  title: 'Licenses',
  /** Behind the evidence of a row. */
  inOtp: ', in one-time memory',
  /** Between two sentences. */
  space: ' ',
  batches: 'Batch',
  all: 'All',
  virtual: 'virtual',
  paste: 'Paste',
  import: 'Import',
  export: 'Export sheet',
  exportXlsx: 'Workbook, .xlsx',
  exportCsv: 'Text, .csv',
  exportFor: 'For',
  exportAims: { free: 'anyone', 'tyutool-2': 'tyutool 2.x', 'tyutool-3': 'tyutool 3.x' },
  exportAimNotes: {
    free: 'Free licenses only. A workbook has all others on a second sheet, where no tool looks.',
    'tyutool-2': 'All of them, used ones as USED. tyutool 3.x would hand those out again.',
    'tyutool-3': 'All of them, used ones as DONE or AUTHWRITTEN. tyutool 2.x would hand those out again.',
  },
  exportNote:
    'AuthKeys stand in it in clear text. What is free in it is free here too: give each license out in one place only.',
  exported: (n: number) => `${many(n, 'license', 'licenses')} saved as a sheet.`,
  close: 'Close',

  states,
  stateBar: (counts: string) => `Of these licenses: ${counts}.`,
  stateCount: (n: number, state: string) => `${f.count(n)} ${state}`,

  ledger: 'Ledger',
  search: 'uuid, MAC',
  searchLabel: 'Find by uuid or MAC',
  filters: 'States shown',
  filter: {
    all: 'All',
    free: 'Free',
    'in-hand': 'In hand',
    verified: 'Verified',
    doubtful: 'Doubtful',
    spent: 'Spent',
  },
  holdHint: 'Hold to reveal',
  columns: { state: 'State', uuid: 'uuid', key: 'AuthKey', board: 'Board', evidence: 'Last evidence', time: 'Time' },
  evidence,
  sheetStatus: (status: string) => `status “${status}” in the sheet`,
  noBoard: 'none',
  unknownBoard: 'unknown',
  copyUuid: (uuid: string) => `Copy uuid ${uuid}`,
  copied: 'uuid copied.',
  notCopied: 'The browser did not let us copy.',
  holdKey: (uuid: string) => `Hold to reveal the AuthKey of ${uuid}`,
  hidden: 'AuthKey, hidden',
  showing: (shown: number, all: number) => `Showing ${f.count(shown)} of ${f.count(all)}, newest evidence first`,
  page: (n: number, of: number) => `Page ${f.count(n)} of ${f.count(of)}`,
  pages: 'Pages of the ledger',
  earlier: 'Newer',
  later: 'Older',
  corrections: 'Every change is kept with its reason; nothing here can be edited away.',
  nothingFits: 'No license fits.',
  showAll: 'Show all',

  doubtful: {
    happened: 'What happened',
    know: 'What we know',
    doThis: 'Do this',
    sending: 'We sent this license to the board and no answer came, so it may or may not be on it.',
    notEqual: 'The board said it took this license, and something else was read back.',
    noOther: 'No other board gets it.',
    read: 'Read the board',
    readNote: 'Reading changes nothing on the board.',
    plugIn: (mac: string) =>
      `Plug the board ${mac} in: it is read as soon as it is recognised. If no lane comes, choose its port.`,
    choosePort: 'Choose a port',
    lost: 'Board is lost…',
  },
  lost: {
    title: 'Give this license up',
    text: (uuid: string) => `${uuid} counts as spent from then on. It is never handed out again, and the entry stays.`,
    before: 'now',
    after: 'then',
    label: (mac: string) => `Last four digits of the board’s MAC, ${mac}`,
    hint: 'From the label of the board or from your list: so that it is surely this one.',
    wrong: 'These are not the last four digits of that MAC.',
    give: 'Give it up',
    keep: 'Keep it',
    done: (uuid: string) => `${uuid} counts as spent.`,
  },

  report: {
    checked: (ms: number) => `checked in ${f.seconds(Math.max(ms, 100))} s`,
    reading: (name: string) => `Reading ${name}…`,
    counts: (n: {
      kept: number;
      spent: number;
      malformed: number;
      duplicates: number;
      here: number;
      refused: number;
      open: number;
    }) => {
      const rest = [
        n.open > 0 && `${f.count(n.open)} in question`,
        n.spent > 0 && `${f.count(n.spent)} spent`,
        n.malformed > 0 && `${f.count(n.malformed)} malformed`,
        n.duplicates > 0 && many(n.duplicates, 'duplicate', 'duplicates'),
        n.here > 0 && `${f.count(n.here)} already here`,
        n.refused > 0 && `${f.count(n.refused)} refused`,
      ].filter((part) => part !== false);
      return `${[n.kept === 0 ? 'No new license' : many(n.kept, 'license', 'licenses'), ...rest].join(', ')}.`;
    },
    generation: {
      plain: 'As it was delivered.',
      'tyutool-2': 'Begun in tyutool 2.x.',
      'tyutool-3': 'Begun in tyutool 3.x.',
      bindery: 'Written by this bench.',
    },
    found: (columns: readonly string[], extra: readonly string[]) =>
      `Columns found by name: ${columns.join(', ')}.${extra.length > 0 ? ` Kept for the way back: ${extra.join(', ')}.` : ''}`,
    columnNames: { uuid: 'uuid', authKey: 'key', status: 'status', mac: 'mac', timestamp: 'timestamp' },
    cells: (n: number) => `${many(n, 'row', 'rows')} of the sheet, in order`,
    tooManyCells: (n: number) => `${many(n, 'row', 'rows')}, too many to draw one by one.`,
    moreExceptions: (n: number) => `And ${many(n, 'more reason', 'more reasons')}, of the same kinds.`,
    inSheet: (sheet: string, found: string) => `${sheet}: ${found}`,
    tabs: (read: readonly string[], left: readonly string[]) =>
      `Read: ${list.format(read)}.${left.length > 0 ? ` Left: ${list.format(left)}.` : ''}`,
    kinds: {
      fresh: 'free',
      spent: 'spent',
      malformed: 'malformed',
      duplicate: 'twice',
      here: 'already here',
      refused: 'refused',
      question: 'in question',
    },
    cell: (row: number, kind: string) => `Row ${row}: ${kind}`,
    rows,
    malformed,
    duplicate: (firstRows: readonly number[], sameKey: boolean, sheet?: string) => {
      const first = `Same uuid as ${rows(firstRows).toLowerCase()}${sheet === undefined ? '' : ` of ${sheet}`}`;
      return sameKey
        ? `${first}. Kept once.`
        : `${first} with another AuthKey. Only the first is kept: ask who is right.`;
    },
    sharedKey: (others: readonly string[]) =>
      `One AuthKey under several uuids${others.length > 0 ? `, also in ${list.format(others)}` : ''}. None is kept: at most one can be right. Ask whoever issued them.`,
    cleaned: (names: readonly string[]) =>
      `Taken out of the uuid or AuthKey: ${list.format(names)}. Nobody sees them, and no license has them.`,
    invisible,
    spent: {
      'sheet-status': 'A status is filled in: counted as spent.',
      'sheet-mac': 'A MAC is filled in: counted as spent.',
      'sheet-timestamp': 'A time is filled in: counted as spent.',
    },
    sameMac: (mac: string) => `One board, ${mac}, named by each of them. All are kept as spent.`,
    here: 'Already in the ledger. Left as they are.',
    spentSince: 'Free in the ledger, used in this sheet. They count as spent from now on.',
    refused: {
      'key-differs': 'The ledger has this uuid with another AuthKey. Not taken: one of the two is wrong.',
      'mac-differs': 'The ledger has it on another board. Not taken.',
      'other-kind': 'The ledger has it for the other kind of boards. Not taken.',
      'key-elsewhere': 'The ledger has this AuthKey under another uuid. Not taken: one of the two is wrong.',
    },
    forWhom: 'For',
    real: 'real boards',
    virtual: 'virtual boards',
    virtualNote: 'They never go to a real board.',
    name: 'Batch',
    /** `spent` of them are kept as spent: what is left can be handed out. */
    keep: (n: number, spent: number) => `Keep ${many(n, 'license', 'licenses')}${freeOf(n, spent)}`,
    update: (n: number) => `Count ${f.count(n)} as spent`,
    keeping: 'Keeping…',
    leftOut: (n: number) =>
      `${many(n, 'row', 'rows')} in question: left out until you say whether ${n === 1 ? 'it was' : 'they were'} used.`,
    cancel: 'Cancel',
    done: 'Close',
    nothingStored: 'Nothing is stored until you keep them, and then all at once.',
    nothingNew: 'There is nothing in it to keep.',
    kept: (n: number, spent: number, batch: string) =>
      `${many(n, 'license', 'licenses')} kept in ${batch}${freeOf(n, spent)}.`,
  },

  questions: {
    title: (n: number) => `Used or free? ${many(n, 'question', 'questions')}`,
    hint: 'Something in the sheet may mean that a license was used. Nothing of it is taken until you say so.',
    why: {
      'column-status': (subject?: string) => `Column “${subject}” may say what became of a license.`,
      'column-mac': (subject?: string) => `Column “${subject}” may name the board it is on.`,
      'column-time': (subject?: string) => `Column “${subject}” may say when it was used.`,
      'words-status': (subject?: string) =>
        subject === undefined ? 'Words beside the license speak of use.' : `Column “${subject}” speaks of use.`,
      'words-mac': (subject?: string) =>
        subject === undefined ? 'A MAC stands beside the license.' : `Column “${subject}” has a MAC in it.`,
      'words-time': (subject?: string) =>
        subject === undefined ? 'A time stands beside the license.' : `Column “${subject}” has a time in it.`,
      unnamed: (): string => 'A column without a name is filled beside some licenses.',
      'hidden-row': (): string => 'Rows are hidden in the sheet, as a filter hides used ones.',
      'struck-out': (): string => 'Rows are struck out.',
      coloured: (): string => 'Rows have another colour than most.',
      heading: (subject?: string) => `They stand below “${subject}”.`,
      'sheet-name': (subject?: string) => `It is called “${subject}”.`,
      'other-sheet': (subject?: string) => `Sheet “${subject}” names them too.`,
    },
    saysThere: (examples: readonly string[]) => `There: ${examples.map((text) => `“${text}”`).join(', ')}`,
    label: (why: string) => `Used or free: ${why}`,
    used: 'used',
    free: 'free',
    allUsed: 'All used',
    more: (n: number) => `And ${many(n, 'more question', 'more questions')}. What is not answered is left out.`,
  },

  sheets: {
    title: (name: string) => `Which sheets of ${name}?`,
    hint: 'Several hold licenses, or a hidden one does. Only what you choose is read.',
    hidden: 'hidden',
    counts: (n: { free: number; spent: number; open: number; malformed: number }) =>
      [
        `${f.count(n.free)} free`,
        n.spent > 0 && `${f.count(n.spent)} spent`,
        n.open > 0 && `${f.count(n.open)} in question`,
        n.malformed > 0 && `${f.count(n.malformed)} malformed`,
      ]
        .filter((part) => part !== false)
        .join(', '),
    columnsUnknown: 'columns have to be named first',
    others: (names: readonly string[]) => `Without licenses: ${names.join(', ')}.`,
    read: (n: number) => (n === 1 ? 'Read this sheet' : `Read ${f.count(n)} sheets`),
    readNone: 'Choose a sheet',
  },

  columnChooser: {
    title: (name: string) => `Which column is which in ${name}?`,
    hint: 'The first row names none that is known. Say where the two are; all other columns are looked at as usual.',
    uuid: 'uuid',
    authKey: 'AuthKey',
    none: 'choose…',
    option: (letter: string, name: string, example: string) =>
      [letter, name || undefined, example || 'empty'].filter(Boolean).join(' · '),
    same: 'These are the same column.',
    read: 'Read it',
  },

  refusal: {
    empty: 'There is nothing in it.',
    'no-uuid-column': 'No column is called UUID. The first row has to name the columns.',
    'no-key-column': 'No column is called key or AuthKey. The first row has to name the columns.',
    'nothing-found': 'No license was found in it. A line needs a uuid of 16 or 20 characters and a key of 32.',
    unreadable: 'This is not a workbook, CSV or text that could be read.',
    'old-excel': 'This is a workbook of the old kind, .xls. Open it in a spreadsheet program and save it as .xlsx.',
    encrypted: 'This workbook has a password. Open it, take the password off and save it as .xlsx.',
    'binary-workbook': 'This is a binary workbook, .xlsb. Open it and save it as .xlsx.',
    'open-document': 'This is an OpenDocument file, .ods. Open it and save it as .xlsx or .csv.',
    numbers: 'This is a Numbers document. Open it and export it as Excel, .xlsx, or CSV.',
    'excel-xml': 'This is an XML spreadsheet of 2003. Open it and save it as .xlsx.',
    pdf: 'This is a PDF. Ask for the workbook, or copy the table out of it and paste it here.',
    archive: 'This is an archive. Unpack it and drop the sheet that is in it.',
    tuyalink: 'These are TuyaLink devices: DeviceID and DeviceSecret. Boards with TuyaOpen need a uuid and an AuthKey.',
    'too-large':
      'This is larger than any license sheet: more than 200 columns, 200 000 rows, or too much text. Copy the rows with licenses into a new sheet.',
    'too-long': 'Reading it took too long and was stopped. Copy the rows with licenses into a new sheet.',
  },
  refusedTitle: (name: string) => `${name} was not taken`,
  another: 'Try another sheet',

  pasteTitle: 'Paste licenses',
  pasteName: 'Pasted',
  pasteLabel: 'uuid and AuthKey',
  pasteHint: 'In either order, one to a line or on lines of their own, in a mail, or a whole sheet with its first row.',
  pasteCheck: 'Check it',

  empty: {
    title: 'No licenses yet.',
    hint: 'Drop the sheet you got with your order anywhere on this page, or paste the two strings of a single license. Every row is checked before anything is kept.',
    sheet: 'This is how such a sheet looks',
    note: 'A row with a status, a MAC or a time counts as used. Other columns are kept for the way back.',
    virtual: 'A virtual board on the bench brings demo licenses of its own.',
    toBench: 'To the bench',
  },
});
