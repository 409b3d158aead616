import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { JsonObject } from '@sparsweep/core';
import { describe, expect, it } from 'vitest';
import { sparsweep } from '../support/sparsweep.ts';
import { openTestReader } from '../support/stores.ts';
import { sweepFolder, temporaryFolder } from '../support/temporaryFolder.ts';

/** The article's data. */
const OPTIONS = { nSamples: 1000, nFeatures: 20, nInformative: 2, nRedundant: 0, randomState: 42 };

/** Kernel and bias of each layer. */
type Weights = readonly (readonly [kernel: number[][], bias: number[]])[];

interface GoldenRun {
  readonly sizes: readonly number[];
  readonly learningRate: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly initial: Weights;
  readonly epochLoss: readonly number[];
  readonly finalTrainAccuracy: number;
  readonly finalZeroFractionOfActivations: readonly number[];
  readonly finalWeights: Weights;
}

const file = (path: string): URL => new URL(`../../packages/${path}`, import.meta.url);
const lines = (text: string): readonly string[] => text.trim().split('\n');

describe('the classification dataset of the command', () => {
  it('equals that of scikit-learn', async () => {
    const sets = Object.entries(OPTIONS).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
    const { status, stdout } = await sparsweep(['dataset', 'classification', ...sets], { cwd: temporaryFolder() });
    expect(status).toBe(0);
    const expected = lines(gunzipSync(readFileSync(file('dataset-classification/golden/seed.csv.gz'))).toString());
    const found = lines(stdout);
    expect(found[0]).toBe(expected[0]);
    expect(found).toHaveLength(expected.length);
    for (const [row, line] of expected.entries()) {
      if (row === 0) continue;
      const numbers = line.split(',').map(Number);
      const own = found[row]?.split(',').map(Number) ?? [];
      expect(own.at(-1)).toBe(numbers.at(-1));
      for (const [column, number] of numbers.entries()) {
        const difference = Math.abs((own[column] ?? Number.NaN) - number);
        expect(difference).toBeLessThanOrEqual(1e-9 * Math.abs(number));
      }
    }
  });
});

// The runs are those of an independent float64 program; see test/parity/golden.
describe('training by the command', () => {
  it.each([
    ['l1-activity', { use: 'l1', target: 'activations', strength: 0.01 }, 'adam'],
    ['k-sparse-momentum', { use: 'k-sparse', k: 8 }, 'momentum'],
  ])('has the losses of the golden run %s', async (name, regularizer, optimizer) => {
    const golden: GoldenRun = JSON.parse(
      readFileSync(new URL(`../parity/golden/${name}.json`, import.meta.url), 'utf8'),
    );
    const folder = sweepFolder(goldenSweep(golden, regularizer, optimizer));
    const layers = golden.initial.map(([kernel, bias]) => ({ kernel, bias }));
    writeFileSync(join(folder, 'weights.json'), JSON.stringify({ layers }));
    expect(await sparsweep(['run', 'sweep.yaml'], { cwd: folder })).toMatchObject({ status: 0, stderr: '' });
    const reader = openTestReader(folder);
    const [trial] = reader.trials(1);
    const losses = reader
      .measurements(trial?.trialId ?? 0)
      .filter((measured) => measured.epoch !== null && measured.split === 'train' && measured.name === 'loss');
    expect(losses.map(({ epoch }) => epoch)).toEqual(golden.epochLoss.map((_, i) => i + 1));
    for (const [i, expected] of golden.epochLoss.entries()) {
      expect(Math.abs((losses[i]?.value ?? Number.NaN) - expected) / expected).toBeLessThan(1e-4);
    }
    const [result] = reader.results(1);
    expect(result?.trainAccuracy).toBeCloseTo(golden.finalTrainAccuracy, 2);
    expect(result?.zeroActivations).toBeCloseTo(golden.finalZeroFractionOfActivations[0] ?? Number.NaN, 2);
    const weights = reader.weights(trial?.trialId ?? 0) ?? [];
    for (const [layer, [kernel]] of golden.finalWeights.entries()) {
      const difference = kernel.flat().map((weight, i) => Math.abs(weight - (weights[layer]?.kernel[i] ?? Number.NaN)));
      expect(Math.max(...difference)).toBeLessThan(1e-3);
    }
  });
});

function goldenSweep(golden: GoldenRun, regularizer: JsonObject, optimizer: string): JsonObject {
  const { epochs, batchSize, learningRate, sizes } = golden;
  return {
    name: 'golden',
    dataset: { use: 'classification', ...OPTIONS, split: { train: 1 } },
    model: { layers: [{ units: sizes[1] ?? 0, regularizers: [regularizer] }], initialWeights: 'weights.json' },
    train: { epochs, batchSize, shuffle: false, optimizer: { use: optimizer, learningRate } },
  };
}
