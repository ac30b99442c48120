/** What a reading of a line is given, and what it may keep in mind. */
import type { BindMemory, BindStepName, BindView } from '../../model/bind';
import { bindSteps } from '../../model/bind';
import type { Proof } from './mark-steps';

/** The line, and what its row of the table caught. */
export interface Heard extends Proof {
  caught: Readonly<Record<string, string>>;
  file?: string;
}

export type Read = (view: BindView, heard: Heard) => BindView;

export const remember = (view: BindView, memory: Partial<BindMemory>): BindView => ({
  ...view,
  memory: { ...view.memory, ...memory },
});

/** All that a board has to be given again. */
export const afterLicense: readonly BindStepName[] = bindSteps.slice(1);
