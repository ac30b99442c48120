import { catalog } from '../catalog';

/** What the make-believe cloud calls its products, their data points and agents, in another language. */
export const demo = catalog('demo', { names: {} as Readonly<Record<string, string>> });
