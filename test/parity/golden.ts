import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { at, type LayerWeights, type Samples } from '@sparsweep/core/plugin';

/** A training run of an independent float64 program; see README.md of the folder `golden`. */
export interface GoldenRun {
  readonly sizes: readonly number[];
  readonly learningRate: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly initial: readonly LayerWeights[];
  readonly epochLoss: readonly number[];
  readonly finalTrainAccuracy: number;
  readonly finalZeroFractionOfActivations: readonly number[];
  readonly finalWeights: readonly LayerWeights[];
}

interface GoldenFile extends Omit<GoldenRun, 'initial' | 'finalWeights'> {
  readonly initial: readonly (readonly [kernel: number[][], bias: number[]])[];
  readonly finalWeights: readonly (readonly [kernel: number[][], bias: number[]])[];
}

/** Reads a golden run by name. */
export function goldenRun(name: string): GoldenRun {
  const file: GoldenFile = JSON.parse(readFileSync(new URL(`./golden/${name}.json`, import.meta.url), 'utf8'));
  return { ...file, initial: file.initial.map(layerWeights), finalWeights: file.finalWeights.map(layerWeights) };
}

/** The 1000 samples that both runs train on: scikit-learn's make_classification with 20 features, 2 informative. */
export function goldenSamples(): Samples {
  const text = gunzipSync(readFileSync(new URL('./golden/seed.csv.gz', import.meta.url))).toString();
  const rows = text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));
  return {
    rows: rows.length,
    features: Float32Array.from(rows.flatMap((row) => row.slice(0, -1))),
    labels: Int32Array.from(rows, (row) => at(row, row.length - 1)),
  };
}

function layerWeights([kernel, bias]: readonly [number[][], number[]]): LayerWeights {
  return {
    inputs: kernel.length,
    units: bias.length,
    kernel: Float32Array.from(kernel.flat()),
    bias: Float32Array.from(bias),
  };
}
