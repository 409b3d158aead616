import { at, type LayerWeights } from '@sparsweep/core/plugin';
import type { Network } from './networks.ts';

/** A network, what it starts from and what it learns: the same numbers for everything that trains it. */
export interface TrainingTask {
  /** Without its name. */
  readonly network: Omit<Network, 'name'>;
  readonly weights: readonly LayerWeights[];
  /** [batches * batch, inputs] */
  readonly features: Float32Array;
  /** [batches * batch, outputs]: 0 or 1 for one output, else one-hot. */
  readonly targets: Float32Array;
}

/** The class of each row. */
export function labelsOf({ network, targets }: TrainingTask): Int32Array {
  const outputs = at(network.widths, network.widths.length - 1);
  if (outputs === 1) return Int32Array.from(targets);
  const rows = network.batch * network.batches;
  return Int32Array.from({ length: rows }, (_, row) => targets.indexOf(1, row * outputs) - row * outputs);
}

/** The task on its first batch alone, an epoch of which is one step. */
export function firstBatch(task: TrainingTask): TrainingTask {
  const { batch, widths } = task.network;
  return {
    ...task,
    network: { ...task.network, batches: 1 },
    features: task.features.subarray(0, batch * at(widths, 0)),
    targets: task.targets.subarray(0, batch * at(widths, widths.length - 1)),
  };
}

/** The same task without its L1 penalty. */
export function withoutPenalty(task: TrainingTask): TrainingTask {
  return { ...task, network: { ...task.network, strength: 0 } };
}
