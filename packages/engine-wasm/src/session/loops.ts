import type { Structure } from '@sparsweep/core/plugin';
import type { LoopDescription } from '../schedule/schedule.ts';

/** A loop over the rows of a split, and what its sums are called once they are divided by the rows. */
export interface MeasuringLoop extends LoopDescription {
  readonly measures: readonly string[];
}

/** The loops of a structure's module: the one trains once over rows, the other measures them. */
export interface MeasuringLoops {
  readonly train: MeasuringLoop;
  readonly evaluate: MeasuringLoop;
}

/** What is summed over the batches, by the name of its measurement. */
const SUMS = {
  loss: { output: 'loss', weight: 'rows' },
  penalty: { output: 'penalty', weight: 'rows' },
  accuracy: { output: 'correct', weight: 'one' },
} as const;

/** The loops of a structure. */
export function loopsOf({ task }: Structure): MeasuringLoops {
  const accuracy = task === 'classification' ? (['accuracy'] as const) : [];
  return { train: loop('train', ['loss', ...accuracy]), evaluate: loop('evaluate', ['loss', 'penalty', ...accuracy]) };
}

function loop(procedure: string, measures: readonly (keyof typeof SUMS)[]): MeasuringLoop {
  return {
    name: `${procedure}.rows`,
    procedure,
    gathers: ['features', 'targets'],
    sums: measures.map((name) => SUMS[name]),
    measures,
  };
}
