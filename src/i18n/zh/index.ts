/** Chinese, fetched when it is chosen. */
import type { Translation } from '../catalog';
import { air } from './air';
import { bench } from './bench';
import { bind } from './bind';
import { bluetooth } from './bluetooth';
import { builds } from './builds';
import { catalogues } from './catalogues';
import { certificate } from './certificate';
import { cloud } from './cloud';
import { console } from './console';
import { copies } from './copies';
import { day } from './day';
import { demo } from './demo';
import { devices } from './devices';
import { facts } from './facts';
import { firmware } from './firmware';
import { flashTools } from './flash-tools';
import { hex } from './hex';
import { licenses } from './licenses';
import { logFolderWords } from './log-folder';
import { logWords } from './log-words';
import { notOpened } from './not-opened';
import { packages } from './packages';
import { pairing } from './pairing';
import { problems } from './problems';
import { products } from './products';
import { recipes } from './recipes';
import { sending } from './sending';
import { settings } from './settings';
import { shell } from './shell';
import { tour } from './tour';

export const zh: Translation = {
  air,
  bench,
  bind,
  bluetooth,
  builds,
  catalogues,
  certificate,
  cloud,
  console,
  copies,
  day,
  demo,
  devices,
  facts,
  firmware,
  flashTools,
  hex,
  licenses,
  notOpened,
  log: logWords,
  logFolder: logFolderWords,
  packages,
  pairing,
  problems,
  products,
  recipes,
  sending,
  settings,
  shell,
  tour,
};
