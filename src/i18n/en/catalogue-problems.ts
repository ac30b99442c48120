/** Why a catalogue, or something in it, was not fetched or is none. Part of the catalog of problems. */
import { own } from '../../model/own';
import type { Details, ProblemCode } from '../../model/problem';
import { number, told } from '../details';
import { formats } from '../format';

export type CatalogueProblem = Extract<ProblemCode, `catalogue.${string}`>;

interface Words {
  title: (d: Details) => string;
  what: (d: Details) => string;
}

const f = formats('en');
const from = (d: Details) => told(d, 'host') ?? 'The server';

const why: Readonly<Record<string, Words>> = {
  'no-address': {
    title: () => 'This is no address',
    what: () => 'An address begins with https:// and names a host, for example https://files.example/catalogue.json.',
  },
  'too-long': {
    title: () => 'The address is too long',
    what: () => 'At most 2000 characters are taken.',
  },
  scheme: {
    title: () => 'Only https:// is fetched',
    what: () => 'Without TLS anybody on the way could put other firmware in its place. Ask for an https address.',
  },
  credentials: {
    title: () => 'The address holds a name or password',
    what: () => 'It would be kept and shown in clear. Put the files where no login is needed.',
  },
  secret: {
    title: () => 'The address holds a key',
    what: () =>
      'One of its parameters looks like a token or signature, which would be kept and shown in clear. Put the files where no key is needed.',
  },
  near: {
    title: (d) => `${from(d)} is on this computer or its network`,
    what: () =>
      'From there nothing is fetched for a page. If it is meant, start the bench’s server with this host in BINDERY_NEAR_HOSTS.',
  },
  unreachable: {
    title: (d) => `${from(d)} does not answer`,
    what: (d) =>
      `The network, the name or a firewall is the usual reason${told(d, 'cause') ? ` (${told(d, 'cause')})` : ''}. What was fetched before is still here.`,
  },
  certificate: {
    title: (d) => `${from(d)} cannot prove who it is`,
    what: (d) =>
      `Its certificate does not hold${told(d, 'cause') ? ` (${told(d, 'cause')})` : ''}. Nothing was taken from it.`,
  },
  status: {
    title: (d) =>
      number(d, 'status') === 404 ? `${from(d)} has nothing at this address` : `${from(d)} refuses the file`,
    what: (d) =>
      `It answered with HTTP ${number(d, 'status') ?? 'an error'}. Check the address, and whether the file may be read without a login.`,
  },
  redirects: {
    title: (d) => `${from(d)} sends one on and on`,
    what: () => 'After five redirects the bench stopped. Ask for the final address.',
  },
  'too-large': {
    title: (d) => `${from(d)} sends more than such a file may be`,
    what: (d) => `At most ${number(d, 'most') ? f.bytes(number(d, 'most') ?? 0) : 'a bounded amount'} is read.`,
  },
  'too-slow': {
    title: (d) => `${from(d)} is too slow`,
    what: () => 'It stopped sending, or took too long altogether. Nothing of it was kept.',
  },
  'cut-off': {
    title: (d) => `${from(d)} broke off`,
    what: () => 'The file ended before its promised length. Nothing of it was kept.',
  },
  'web-page': {
    title: () => 'A web page came instead of the file',
    what: () => 'Ask for the file itself: on code hosts that is the address behind “Raw” or “Download”.',
  },
  'wrong-kind': {
    title: () => 'The server calls it something else',
    what: (d) =>
      `It says ${told(d, 'type') ?? 'nothing of what it is'}. JSON, Markdown, plain text and plain bytes are taken.`,
  },
  packed: {
    title: () => 'It came packed',
    what: (d) => `The server packs it (${told(d, 'type') ?? 'unasked'}) although it was asked for plain.`,
  },
  busy: {
    title: () => 'Others are being fetched',
    what: () => 'So many files are on their way at once that there is no room for this one. Try again in a moment.',
  },
  'no-relay': {
    title: () => 'The bench’s own server is not there',
    what: () =>
      'This page may fetch from its own address only; for other hosts it needs that server. Start it with npm start and open the address it prints, or put the catalogue beside this page. Files can also be dropped here.',
  },
  'wrong-hash': {
    title: (d) => `${told(d, 'file') ?? 'A file'} is not what the catalogue says`,
    what: (d) =>
      `Its SHA-256 begins ${told(d, 'found')?.slice(0, 12) ?? 'otherwise'}, the catalogue says ${told(d, 'expected')?.slice(0, 12) ?? 'another'}. It was not kept: either the list is old or the file was changed.`,
  },
  'wrong-size': {
    title: (d) => `${told(d, 'file') ?? 'A file'} has another length than the catalogue says`,
    what: (d) => `It has ${f.bytes(number(d, 'found') ?? 0)}. It was not kept.`,
  },
};

const unreadable: Readonly<Record<string, string>> = {
  gone: 'It no longer lists a firmware that the link names. Ask for a new link, or take what you need on the firmware screen.',
  changed:
    'Files changed under their addresses since it was fetched here. Ask again on the firmware screen, and decide there.',
  'other-firmware': 'The firmware came, but not the one that the plan names. Ask for a new link.',
  'not-json': 'It is no JSON, or was cut short.',
  'not-text': 'It is no text in UTF-8.',
  'not-a-catalogue': 'It is JSON of another kind: neither a manifest of ESP Web Tools nor a list of such.',
  'newer-version': 'It was made for a newer Bindery. Load this page again to update.',
  'too-many': 'It lists more than 200 firmwares.',
  empty: 'It lists nothing.',
  field: 'One of its fields does not hold what it should.',
};

/** A catalogue that can be read, and is not what a link speaks of. */
const fits: Readonly<Record<string, string>> = {
  gone: 'The catalogue is another one now',
  changed: 'The catalogue changed',
  'other-firmware': 'The firmware of the plan did not come',
};

export const catalogueProblems: Readonly<Record<CatalogueProblem, Words>> = {
  'catalogue.not-fetched': {
    title: (d) => own(why, told(d, 'reason') ?? '')?.title(d) ?? 'It was not fetched',
    what: (d) => own(why, told(d, 'reason') ?? '')?.what(d) ?? 'Nothing was changed.',
  },
  'catalogue.unreadable': {
    title: (d) =>
      own(fits, told(d, 'reason') ?? '') ??
      `${told(d, 'file') ? `“${told(d, 'file')}”` : 'This'} is not a catalogue the bench can read`,
    what: (d) =>
      `${own(unreadable, told(d, 'reason') ?? '') ?? 'What it holds is not understood.'}${told(d, 'field') ? ` Field: “${told(d, 'field')}”.` : ''}`,
  },
};
