import { catalog } from '../catalog';
import { formats } from '../format';

const f = formats('en');

/** `4 min 12 s`, `1 h 51 min`, of milliseconds. */
const span = (ms: number): string => {
  const s = Math.round(Math.abs(ms) / 1000);
  if (s < 60) return `${s} s`;
  if (s < 3600) return s % 60 ? `${Math.floor(s / 60)} min ${s % 60} s` : `${s / 60} min`;
  const minutes = Math.floor(s / 60) % 60;
  return `${Math.floor(s / 3600)} h${minutes ? ` ${minutes} min` : ''}`;
};

/** `offsetMs` is how far the cloud's clock is ahead of ours. */
const clock = (offsetMs: number): string =>
  `This computer’s clock is ${span(offsetMs)} ${offsetMs > 0 ? 'slow' : 'fast'}.`;

interface CodeWords {
  what: (known: { offsetMs?: number }) => string;
  /** What to click or do, and where. */
  click?: string;
}
const says = (what: string, click?: string): CodeWords => ({ what: () => what, ...(click && { click }) });

const keyPlace = 'Console: Cloud, Development, your project, Overview, Authorization Key.';
const servicePlace = 'Console: Cloud, Development, your project, Service API, Go to Authorize.';
const parameter = 'Ask again; if it stays, report it with the code.';

/** By the cloud's own numbers (openapi, section 5). */
const codes: Readonly<Record<number, CodeWords>> = {
  500: says('The cloud has a fault of its own.', 'Try again in a minute.'),
  1000: says('The cloud has nothing under this name.', 'Look at the list again: it may have been removed.'),
  1001: says('This secret belongs to no project here.', `${keyPlace} Copy Access ID and Access Secret again.`),
  1002: says('The call came without a token.', 'Try again: a new token is asked for.'),
  1003: says('The cloud does not know this way of asking for a token.', parameter),
  1004: says(
    'The signature does not fit: the secret is wrong, or belongs to another Access ID.',
    `${keyPlace} Copy the Access Secret again and enter it in the settings.`,
  ),
  1005: says('No project with this Access ID lives here.', `${keyPlace} Compare the ID, and its data centre.`),
  1006: says('The cloud does not take this kind of body.', 'A proxy may have changed it. Try another network.'),
  1007: says('This key is not one of a cloud project: keys of an app or a device are refused here.', keyPlace),
  1010: says(
    'The access token ran out and a new one was refused too.',
    'Close other programs that use this project: a new token ends the old one.',
  ),
  1011: says(
    'The access token is not the one in force.',
    'Close other programs that use this project, then try again.',
  ),
  1012: says('The access token was withdrawn.', 'Try again: a new token is asked for.'),
  1013: {
    what: ({ offsetMs }) =>
      offsetMs === undefined
        ? 'This computer’s clock is too far from the cloud’s.'
        : `The call’s time is refused. ${clock(offsetMs)}`,
    click: 'Set the clock of this computer by the network, then try again.',
  },
  1100: says('A part of the call is empty.', parameter),
  1101: says('A part of the call is out of its range.', parameter),
  1102: says('A part of the call is missing.', parameter),
  1103: says(
    'The cloud does not know this data point, or not this value for it.',
    'Compare the product in the console with the data points here.',
  ),
  1104: says('A part of the call has the wrong type.', parameter),
  1105: says('A header of the call is missing.', 'A proxy may have taken it out. Try another network.'),
  1106: says(
    'No permission: the device is not linked to this project, or lives in another data centre.',
    'Console: your project, Devices, Link App Account, or Add Device. Then compare the data centre.',
  ),
  1107: says('The authorisation code is not valid, or was used already.', 'Link the account to the project again.'),
  1108: says('There is no such call in this data centre or plan.', servicePlace),
  1109: says('A part of the call is not accepted.', parameter),
  1110: says('Too many calls at once for this project.', 'Wait a moment; all stations of a project share one limit.'),
  1111: says('The cloud is busy.', 'Wait a moment, then try again.'),
  1112: says('The cloud is still copying this user’s devices.', 'Wait a minute, then try again.'),
  1113: says(
    'The same thing was asked for twice in a short time.',
    'Wait a moment. If it stays: console, compare the plan’s limit of users.',
  ),
  1114: says(
    'The project accepts calls from listed addresses only, and this one is not on its list.',
    'Console: your project, Overview, IP Allowlist. Add the address of this network, or switch the list off.',
  ),
  1199: says('Too many calls in a short time.', 'Wait a moment; all stations of a project share one limit.'),
  1400: says('The access token is no longer valid.', 'Close other programs that use this project, then try again.'),
  2001: says('The device is offline.', 'Look at its power and network; the command was not kept for later.'),
  2003: says('The device has no such function.', 'Compare the product in the console with the data points here.'),
  2005: says('The cloud knows no such product.', 'Compare the product id with the console.'),
  2006: says('The cloud knows no such user.', 'Compare the user id, or have one made for this bench.'),
  2007: says(
    'Calls from this country are not accepted there.',
    'Use the data centre of your project’s region, or a computer in that region.',
  ),
  2008: says(
    'The device does not take this command, or not this value.',
    'Compare the product in the console with the data points here.',
  ),
  2009: says('This device cannot do that.'),
  2010: says('The cloud knows no such device.', 'It was unbound or reset: look at the list again.'),
  2406: says(
    'The app account is not linked to this project, or lives in another data centre.',
    'Console: your project, Devices, Link App Account. Then compare the data centre.',
  ),
  28841001: says('The project may not use this service.', `${servicePlace} Authorise IoT Core.`),
  28841002: says(
    'The trial of the cloud plan has run out.',
    'Console: Cloud, Cloud Services, IoT Core, Extend Trial Period, or buy a plan.',
  ),
  28841003: says('A bill of the cloud plan is overdue.', 'Console: Cloud, My Subscriptions. Settle the bill.'),
  28841004: says(
    'The calls of the trial plan are used up.',
    'Wait for the next month, or buy a plan. Console: Cloud, My Subscriptions. Boards are not at fault.',
  ),
  28841101: says(
    'The project has not subscribed to this API.',
    `${servicePlace} Subscribe to the service of this call.`,
  ),
  28841102: says('The subscription to this API has run out.', `${servicePlace} Renew the service of this call.`),
  28841103: says('A bill for this API is overdue.', 'Console: Cloud, My Subscriptions. Settle the bill.'),
  28841104: says(
    'The calls of this API’s plan are used up.',
    'Wait for the next month, or buy more. Console: Cloud, My Subscriptions.',
  ),
  28841105: says(
    'The project is not authorised for this API.',
    `${servicePlace} Tick the project and confirm. It can take minutes.`,
  ),
  28841106: says(
    'This API is subscribed to and not authorised for the project.',
    `${servicePlace} Tick the project and confirm. It can take minutes.`,
  ),
  28841107: says(
    'This data centre is switched off for the project.',
    'Needed only if devices live there. Console: your project, Overview, Edit, Data Center.',
  ),
  40000309: says('Asked for the same thing too often.', 'Wait a minute, then try again.'),
};

export const cloud = catalog('cloud', {
  title: 'Cloud and relay',
  span,
  clock,
  codes: codes as Readonly<Record<number, CodeWords>>,
  otherCode: (msg: string) => (msg === '' ? 'The cloud refuses this.' : `The cloud refuses this: “${msg}”.`),
  code: (code: number) => `code\u00a0${code}`,
  doThis: 'Do this',

  relay: 'Relay',
  sameOrigin: 'same origin as this page',
  accessId: 'Access ID',
  secretStays: 'the secret stays with the relay',
  token: 'Token',
  tokenLeft: (ms: number) => `${span(ms)} left`,
  tokenRenews: 'renewed by itself',
  noToken: 'none yet',
  tokenFirst: 'asked for at the first call',
  events: 'Live reports',
  origins: { push: 'message push', polling: 'asking again and again', virtual: 'make-believe', none: 'none yet' },
  calls: 'Calls',
  callsToday: (n: number) => `${f.count(n)} today`,
  callsMonth: (n: number, plan?: number) =>
    plan === undefined
      ? `${f.count(n)} this month; the plan’s number is in the console`
      : `${f.count(n)} of ${f.count(plan)} this month (${Math.round((n / plan) * 100)} %)`,
  asking: 'asking…',
  answers: (ms: number) => `relay answers, ${ms} ms`,
  absent: 'no relay',
  absentTitle: 'A real project needs the bench’s own small server.',
  absentWhat:
    'A page cannot call this cloud: it would have to hold the secret, and the cloud refuses calls from a page. The relay runs on this computer, holds the secret and signs.',
  absentHow: 'In the folder of Bindery, run this and open the address it prints:',
  absentWorks: 'Without it everything over USB works, and the demo cloud with virtual devices.',
  lookAgain: 'Look again',
  demoRelay: 'The relay was started with the make-believe cloud, so no account is needed.',

  account: 'Project',
  accountWhy: `${keyPlace} Sent once to the relay on this computer, and never shown again.`,
  accountFixed: 'Given when the server started (BINDERY_ACCESS_ID …), so it cannot be changed here.',
  secret: 'Access Secret',
  secretHint: '32 characters',
  idWrong: 'An Access ID has 20 letters and digits. This is not one.',
  secretWrong: (n: number) => `An Access Secret has 32 characters. This has ${n}.`,
  dataCentre: 'Data centre',
  save: 'Give it to the relay',
  move: 'Use this data centre',
  change: 'Change',
  forget: 'Forget it',
  cancel: 'Cancel',
  kept: 'The relay has the project now.',
  forgotten: 'The relay has forgotten the project.',
  remoteOnly: 'Only on the computer where the relay runs.',

  clockMatters: 'Signing uses the cloud’s time, so calls work. TLS on the boards may not.',
  setClock: 'Switch on “set time automatically” in the settings of this computer.',

  test: 'Connection test',
  testNote: 'one credential, every data centre',
  testAt: (time: string) => `one credential, every data centre, ${time}`,
  run: 'Test',
  again: 'Test again',
  testing: 'Asking every data centre…',
  notTested: 'Shows which data centre knows the project, and what is in the way elsewhere.',
  welcome: 'Your project lives here.',
  welcomeElsewhere: 'Answers too. The bench uses another one.',
  otherPlace: 'Answers, and holds none of your devices.',
  unreachable: 'Cannot be reached from here.',
  noAnswer: 'No answer in time.',
  useThis: 'Use this one',
  nothingToDo: (name: string) =>
    `The bench uses ${name}. The other answers are normal for a project that lives in one place.`,
  nothingToDoTitle: 'Nothing to do:',
  somewhereElse: (name: string) => `The project answers in ${name}. Use that one.`,
  nowhere: 'No data centre welcomes this project. The row of its own data centre says why.',
  centres: {
    cn: 'China',
    'us-west': 'Western America',
    'us-east': 'Eastern America',
    'eu-central': 'Central Europe',
    'eu-west': 'Western Europe',
    in: 'India',
    sg: 'Singapore',
  },
});
