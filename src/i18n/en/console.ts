import { catalog } from '../catalog';

export const console = catalog('console', {
  title: 'Console',
});
