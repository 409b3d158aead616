import { at, type Samples, SPLITS, type Split, type Structure, type TrialData } from '@sparsweep/core/plugin';

/** Number of rows evaluated at once. It bounds the memory needed for an evaluation. */
export const CHUNK_ROWS = 1024;

/** The samples of a split with their targets. */
export interface SplitData {
  readonly rows: number;
  /** [rows, inputs] */
  readonly features: Float32Array;
  readonly inputs: number;
  /** [rows, outputs] */
  readonly targets: Float32Array;
  readonly outputs: number;
}

/** The splits of a trial, in the order of `SPLITS`. */
export interface SplitsData {
  readonly names: readonly Split[];
  /** The data of a split; throws if the trial does not have it. */
  of(name: Split): SplitData;
}

/** Prepares the data of a trial for a structure. */
export function splitsData(structure: Structure, data: TrialData): SplitsData {
  const splits = new Map<Split, SplitData>();
  for (const name of SPLITS) {
    const samples = data[name];
    if (samples !== undefined) splits.set(name, splitData(structure, samples));
  }
  return {
    names: [...splits.keys()],
    of(name) {
      const split = splits.get(name);
      if (split === undefined) throw new Error(`this trial has no ${name} samples`);
      return split;
    },
  };
}

function splitData(structure: Structure, samples: Samples): SplitData {
  return {
    rows: samples.rows,
    features: samples.features,
    inputs: structure.inputs,
    targets: targetsOf(structure, samples),
    outputs: at(structure.layers, structure.layers.length - 1).units,
  };
}

/**
 * The targets of the output layer, [rows, outputs] row by row.
 *
 * The class as 0 or 1 for a single logit, one-hot for several logits; the features themselves for reconstruction.
 */
export function targetsOf({ loss, layers }: Structure, { rows, features, labels }: Samples): Float32Array {
  if (loss === 'meanSquaredError') return features;
  if (loss === 'sigmoidCrossEntropy') return Float32Array.from(labels);
  const classes = at(layers, layers.length - 1).units;
  const targets = new Float32Array(rows * classes);
  for (let row = 0; row < rows; row++) targets[row * classes + at(labels, row)] = 1;
  return targets;
}
