import { at, type LayerWeights } from '@sparsweep/core/plugin';
import { decodeSnapshot, type StepNumbers } from '@sparsweep/training';
import { snapshotEntries } from './readTrial.ts';
import { allNumbersOf, stateBuffers, type TrialContext } from './trialContext.ts';

/** Copies the samples of every split into the memory. */
export function loadData(context: TrialContext): void {
  const { memory, layout, splits } = context;
  for (const [name, { features, targets }] of layout.splits) {
    const split = splits.of(name);
    memory.floats.set(split.features, features / 4);
    memory.floats.set(split.targets, targets / 4);
  }
}

/** Puts the state before the first step into the memory. The numbers of the first epoch must be there already. */
export function loadState(context: TrialContext, weights: readonly LayerWeights[]): void {
  for (const [name, buffer] of stateBuffers(context.program)) {
    const numbers = allNumbersOf(context, buffer);
    const [, layer, part] = /^layers\.(\d+)\.(kernel|bias)$/.exec(name) ?? [];
    if (layer === undefined) numbers.fill(0);
    else numbers.set(part === 'kernel' ? at(weights, Number(layer)).kernel : at(weights, Number(layer)).bias);
  }
  context.memory.call('initialize', 1);
}

/** Puts the numeric options of an epoch into the memory. The program has no buffer for those that it does not use. */
export function loadNumbers(context: TrialContext, { optimizer, regularizers }: StepNumbers<number>): void {
  const named = [
    ...Object.entries(optimizer).map(([name, value]) => [`numbers.optimizer.${name}`, value] as const),
    ...regularizers.flatMap((layer, index) =>
      layer.flatMap((options, position) =>
        Object.entries(options).map(([name, value]) => [`numbers.layers.${index}.${position}.${name}`, value] as const),
      ),
    ),
  ];
  const { procedures } = context.program;
  for (const [name, value] of named) {
    const buffer = procedures.map(({ inputs }) => inputs[name]).find((found) => found !== undefined);
    if (buffer !== undefined) allNumbersOf(context, buffer).fill(value);
  }
}

/**
 * Puts a snapshot into the memory and returns the number of epochs that it was trained for.
 *
 * @throws SparsweepError `invalid-data` when the snapshot is not one of this structure; the memory is then unchanged.
 */
export function restoreSnapshot(context: TrialContext, saved: Uint8Array): number {
  const { epochs, values } = decodeSnapshot(context.structure, snapshotEntries(context), saved);
  for (const [index, buffer] of [...stateBuffers(context.program).values()].entries()) {
    allNumbersOf(context, buffer).set(at(values, index));
  }
  return epochs;
}
