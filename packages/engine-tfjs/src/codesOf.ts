import { at, type Scalar } from '@sparsweep/core/plugin';
import {
  CHUNK_ROWS,
  hiddenActivations,
  type LayerActivations,
  rowRanges,
  rowsInOrder,
  type SplitData,
  type StepContext,
  type StepNumbers,
  type TrainingState,
} from '@sparsweep/training';
import { batchOf } from './batchOf.ts';
import { inScope } from './inScope.ts';

/** The codes of the hidden layers on a whole split. */
export function codesOf(
  context: StepContext,
  state: TrainingState,
  split: SplitData,
  numbers: StepNumbers<Scalar>,
): readonly LayerActivations[] {
  const { tf, structure } = context;
  const codes = structure.layers.slice(0, -1).map(({ units }) => ({
    rows: split.rows,
    units,
    values: new Float32Array(split.rows * units),
  }));
  const order = rowsInOrder(split.rows);
  for (const range of rowRanges(split.rows, CHUNK_ROWS)) {
    inScope(tf, () => {
      const chunk = hiddenActivations(context, state, batchOf(tf, split, order, range).features, numbers);
      for (const [layer, { units, values }] of codes.entries()) {
        values.set(at(chunk, layer).dataSync<'float32'>(), range.from * units);
      }
    });
  }
  return codes;
}
