import type { License } from '../../model/license';
import { demoProducts } from './demo-products';
import type { CloudState } from './state';

/** A cloud on its first day: a project, its products and one person. Nothing here works anywhere else. */

export const demoProject = {
  accessId: 'demoaccessid00000001',
  secret: 'demosecret0000000000not0real0one',
  region: 'AY',
  apps: ['binderydemo'],
} as const;

/** The end user that demo tokens are made for. */
export const demoUid = 'demouser000000000001';

export const demoAssetId = '90000000000000001';

export const demoState = (licenses: readonly License[] = []): CloudState => ({
  projects: [{ ...demoProject, apps: [...demoProject.apps] }],
  products: structuredClone([...demoProducts]),
  licenses: [...licenses],
  tokens: [],
  devices: [],
  faults: [],
  users: [{ uid: demoUid, app: demoProject.apps[0], username: 'demo@example.invalid' }],
  assets: [{ id: demoAssetId, name: 'Demo workshop' }],
});
