import { catalog } from '../catalog';

export const licenses = catalog('licenses', {
  title: 'Licenses',
});
