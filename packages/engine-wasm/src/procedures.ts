import type { Structure } from '@sparsweep/core/plugin';
import { CHUNK_ROWS } from '@sparsweep/training';
import type { LoopDescription } from './schedule/schedule.ts';

/** The computations of a structure. Each becomes a graph, and a function of the module. */
export const PROCEDURES = ['train', 'evaluate', 'activations', 'initialize'] as const;
export type ProcedureName = (typeof PROCEDURES)[number];

/** A value for each procedure. */
export type PerProcedure<Value> = Readonly<Record<ProcedureName, Value>>;

export function perProcedure<Value>(make: (name: ProcedureName) => Value): PerProcedure<Value> {
  return {
    train: make('train'),
    evaluate: make('evaluate'),
    activations: make('activations'),
    initialize: make('initialize'),
  };
}

/** The most rows that each procedure is called with. */
export function capacitiesOf({ batchSize }: Structure): PerProcedure<number> {
  return { train: batchSize, evaluate: CHUNK_ROWS, activations: CHUNK_ROWS, initialize: 1 };
}

/** A loop of a procedure over the rows of a split, and what its sums measure once divided by the number of rows. */
export interface MeasuringLoop extends LoopDescription {
  readonly measures: readonly string[];
}

/** The loops of a structure's module. */
export interface MeasuringLoops {
  readonly train: MeasuringLoop;
  readonly evaluate: MeasuringLoop;
}

/** The outputs that are summed over the batches, by the name of the measurement. */
const SUMS = {
  loss: { output: 'loss', weight: 'rows' },
  penalty: { output: 'penalty', weight: 'rows' },
  accuracy: { output: 'correct', weight: 'one' },
} as const;

export function loopsOf({ task }: Structure): MeasuringLoops {
  const accuracy = task === 'classification' ? (['accuracy'] as const) : [];
  return { train: loop('train', ['loss', ...accuracy]), evaluate: loop('evaluate', ['loss', 'penalty', ...accuracy]) };
}

function loop(procedure: ProcedureName, measures: readonly (keyof typeof SUMS)[]): MeasuringLoop {
  return {
    name: `${procedure}.rows`,
    procedure,
    gathers: ['features', 'targets'],
    sums: measures.map((name) => SUMS[name]),
    measures,
  };
}
