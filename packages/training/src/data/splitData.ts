import { at, type Samples, SPLITS, type Split, type Structure, type TrialData } from '@sparsweep/core/plugin';
import { targetsOf } from './targetsOf.ts';

/** Rows that are computed at once when nothing is learned from them; it bounds the memory that is needed. */
export const CHUNK_ROWS = 1024;

/** The samples of a split with the targets that they are compared with. */
export interface SplitData {
  readonly rows: number;
  /** [rows, inputs] */
  readonly features: Float32Array;
  readonly inputs: number;
  /** [rows, outputs] */
  readonly targets: Float32Array;
  readonly outputs: number;
}

/** The splits that a trial was given, in the order of `SPLITS`. */
export interface SplitsData {
  readonly names: readonly Split[];
  /** The data of one of them; throws where the trial was not given it. */
  of(name: Split): SplitData;
}

/** Lays out the data of a trial for a structure. */
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
      if (split === undefined) throw new Error(`this trial was given no ${name} samples`);
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
