import type { Figure } from '../measure.ts';
import { FLOOR, REFERENCE } from './measurerCommands.ts';
import { type StepTime, timesAsLong } from './stepTable.ts';

/** How the step of one engine is to compare with that of another on one network. */
interface StepTarget {
  readonly network: string;
  readonly engine: string;
  readonly base: string;
  readonly promise: Pick<Figure, 'target'> | Pick<Figure, 'atLeast'>;
}

const TARGETS: readonly StepTarget[] = [
  { network: '20-64-1', engine: REFERENCE, base: FLOOR, promise: { target: 2 } },
  { network: '20-64-1', engine: REFERENCE, base: 'JAX', promise: { target: 1 } },
  { network: '64-128-64-10', engine: 'PyTorch', base: REFERENCE, promise: { atLeast: 7 } },
  { network: '784-300-100-10', engine: 'PyTorch', base: REFERENCE, promise: { atLeast: 1 } },
];

/** What is promised of training steps, as ratios of their times. What was not measured is left out. */
export function stepTargets(times: readonly StepTime[]): readonly Figure[] {
  return TARGETS.flatMap(({ network, engine, base, promise }) => {
    const value = timesAsLong(times, network, engine, base);
    if (value === null) return [];
    return [{ name: `${network}: a step of ${engine} / of ${base}`, unit: 'ratio', values: [value], ...promise }];
  });
}
