/**
 * What a rail must not show beside a verdict. A reader looks at both at once: whatever one of them says, the other may not
 * deny. Each row is a sentence, and the rails that make it a lie.
 */
import type { BindStepName, BindView } from '../../../src/model/bind';
import { bindSteps } from '../../../src/model/bind';
import type { StationState } from '../../../src/model/station-state';
import type { Verdict } from '../../../src/protocols/bind-log/verdict';

const is = ({ steps }: BindView, name: BindStepName, ...states: StationState[]) =>
  steps.some((step) => step.name === name && states.includes(step.state));
const any = ({ steps }: BindView, ...states: StationState[]) => steps.some(({ state }) => states.includes(state));
const after = (name: BindStepName) => bindSteps.slice(bindSteps.indexOf(name) + 1);
/** Whoever was seen there cannot have failed, or still stand, before it. */
const beyond: Readonly<Partial<Record<BindStepName, readonly BindStepName[]>>> = {
  license: ['activation', 'online'],
  wifi: ['discovery', 'tls', 'activation', 'online'],
  discovery: ['tls', 'activation', 'online'],
  tls: ['activation', 'online'],
  activation: ['schema', 'online', 'data-point'],
  online: ['data-point'],
};
const trouble = ['failed', 'doubtful'] as const;

type Row = readonly [string, (view: BindView, said: Verdict) => boolean];

export const contradictions: Readonly<Record<Verdict['kind'], readonly Row[]>> = {
  bound: [
    ['is not seen online', (view) => !is(view, 'online', 'proven')],
    ['has a step in trouble', (view) => any(view, ...trouble)],
    ['was thrown off', (view) => view.offline === true],
    ['has its activation before it', (view) => is(view, 'activation', 'ahead', 'working')],
  ],
  offline: [
    ['was never online', (view) => !is(view, 'online', 'proven')],
    ['has a step in trouble', (view) => any(view, ...trouble)],
  ],
  fault: [
    ['is not marked', (view) => !is(view, view.fault!.step, ...trouble)],
    [
      'is marked at another step as well',
      ({ steps }) => steps.filter(({ state }) => trouble.some((each) => each === state)).length !== 1,
    ],
    ['has been passed', (view) => (beyond[view.fault!.step] ?? []).some((name) => is(view, name, 'proven'))],
    ['was told no time at all', ({ fault }) => fault!.times !== undefined && fault!.times < 2],
  ],
  waiting: [
    ['does not stand at a door', (view) => !is(view, 'channel', 'working')],
    ['has its token', (view) => is(view, 'token', 'proven')],
    ['is activated', (view) => is(view, 'activation', 'proven') || view.boundBefore === true],
    ['has a step in trouble', (view) => any(view, ...trouble)],
  ],
  'under-way': [
    ['is not under way', (view, said) => 'step' in said && !is(view, said.step, 'working')],
    ['is online', (view) => is(view, 'online', 'proven')],
    ['has a step in trouble', (view) => any(view, ...trouble)],
  ],
  'ends-before': [
    ['has done that', (view, said) => 'step' in said && !is(view, said.step, 'ahead')],
    [
      'went beyond',
      (view, said) =>
        'step' in said &&
        after(said.step)
          // A token may come before the network it is used in.
          .filter((name) => said.step !== 'wifi' || name !== 'token')
          .some((name) => is(view, name, 'proven', 'working')),
    ],
    ['has a step in trouble', (view) => any(view, ...trouble)],
  ],
  foreign: [
    ['has a step that is lit', (view) => any(view, 'proven', 'working', ...trouble)],
    ['has lines that are known', (view) => view.logKnown],
  ],
  nothing: [['has a step that is lit', (view) => any(view, 'proven', 'working', ...trouble)]],
};
