import { catalog } from '../catalog';

export const firmware = catalog('firmware', {
  title: 'Firmware',
});
