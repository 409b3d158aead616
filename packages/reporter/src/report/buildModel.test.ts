import { describe, expect, it } from 'vitest';
import { syntheticReport } from '../../test/syntheticReport.ts';
import { decodeFloats } from '../page/heatMap.ts';
import type { ReportData, TrialWeights } from '../reportData.ts';
import { buildModel, configurationLabels, initialSelection } from './buildModel.ts';
import { type OutcomeMetric, type PageConfiguration, spacedIndices } from './pageModel.ts';
import { heatMapOrder } from './weights.ts';

const SMALL = syntheticReport({ configurations: 2, replicates: 2, epochs: 4, validation: true, weights: 0 });

function withRows(changes: Partial<ReportData>): ReportData {
  return { ...SMALL, ...changes };
}

describe('the outcome', () => {
  it('is accuracy before loss and validation before train, never test', () => {
    expect(buildModel(SMALL).outcome?.title).toBe('validation accuracy');
    const results = SMALL.results.map((row) => ({ ...row, validationAccuracy: null, trainAccuracy: null }));
    expect(results.every(({ testAccuracy }) => testAccuracy !== null)).toBe(true);
    expect(buildModel(withRows({ results })).outcome?.title).toBe('validation loss');
    const bare = results.map((row) => ({ ...row, validationLoss: null, trainLoss: null }));
    expect(buildModel(withRows({ results: bare })).outcome).toBeNull();
  });
});

describe('the curves', () => {
  const trialId = SMALL.results[1]?.trialId ?? 0;
  const row = (epoch: number, value: number | null) => ({
    trialId,
    epoch,
    split: 'train' as const,
    name: 'loss',
    value,
  });

  it('are listed by epoch, without values that were not measured', () => {
    const { curves } = buildModel(
      withRows({ history: [row(3, 0.123456), row(1, 2), { ...row(1, 1), name: 'penalty' }] }),
    );
    expect(curves).toEqual({
      epochs: [1, 3],
      measured: 2,
      panels: [{ metric: 'loss', split: 'train', curves: [{ trial: 1, values: [2, 0.1235] }] }],
    });
    expect(buildModel(withRows({ history: [row(1, null)] })).curves).toBeNull();
  });

  it('are thinned to the number of points that a chart can show', () => {
    const history = Array.from({ length: 5000 }, (_, index) => row(index + 1, index));
    const { curves } = buildModel(withRows({ history }));
    expect(curves?.measured).toBe(5000);
    expect(curves?.epochs).toHaveLength(1000);
    expect([curves?.epochs[0], curves?.epochs.at(-1)]).toEqual([1, 5000]);
    expect(curves?.panels[0]?.curves[0]?.values.at(-1)).toBe(4999);
  });
});

describe('the layers', () => {
  const layer = (number: number, configurationIndex: number, index: number, zeros: number) => ({
    trialId: 1000 + number,
    number,
    configurationIndex,
    layer: index,
    metrics: { 'weights.zeroFraction': zeros, 'activations.zeroFraction': null },
  });

  it('are averaged over finished replicates', () => {
    const results = SMALL.results.map((row, index) => ({
      ...row,
      status: index === 3 ? ('failed' as const) : row.status,
    }));
    const layers = [layer(0, 0, 0, 0.2), layer(1, 0, 0, 0.4), layer(2, 1, 0, 0.5), layer(3, 1, 0, 0.9)];
    const sparsity = buildModel(withRows({ results, layers })).layers;
    expect(sparsity?.layers).toEqual(['layer 0 (output)']);
    expect(sparsity?.weights.map((own) => own.map(({ mean, n }) => [mean?.toFixed(6), n]))).toEqual([
      [['0.300000', 2]],
      [['0.500000', 1]],
    ]);
    expect(sparsity?.activations[0]?.[0]).toEqual({ mean: null, sd: null, n: 0 });
  });

  it('name no output layer if networks differ in depth', () => {
    const layers = [layer(0, 0, 0, 0), layer(0, 0, 1, 0), layer(2, 1, 0, 0)];
    expect(buildModel(withRows({ layers })).layers?.layers).toEqual(['layer 0', 'layer 1']);
  });
});

describe('the heat maps', () => {
  const kernel = (inputs: number, units: number) =>
    Float32Array.from({ length: inputs * units }, (_, index) => index % 2);
  const weights = (trialId: number, inputs: number, units: number): TrialWeights => {
    return { trialId, layers: [{ inputs, units, kernel: kernel(inputs, units), bias: new Float32Array(units) }] };
  };

  it('hold a small kernel in full', () => {
    const [map] = buildModel(withRows({ weights: [weights(1001, 3, 2)] })).heatMaps;
    const [layer] = map?.layers ?? [];
    expect(map?.trial).toBe(1);
    expect(layer).toMatchObject({
      inputs: 3,
      units: 2,
      rows: [0, 1, 2],
      columns: [0, 1],
      zeroFraction: 0.5,
      largest: 1,
    });
    expect([...decodeFloats(layer?.values ?? '')]).toEqual([0, 1, 0, 1, 0, 1]);
  });

  it('hold some inputs and units of a large kernel, each weight in its place', () => {
    const [layer] = buildModel(withRows({ weights: [weights(1000, 300, 511)] })).heatMaps[0]?.layers ?? [];
    expect([layer?.rows.length, layer?.columns.length]).toEqual([256, 256]);
    const values = decodeFloats(layer?.values ?? '');
    const [row, column] = [layer?.rows[17] ?? 0, layer?.columns[40] ?? 0];
    expect(values[17 * 256 + 40]).toBe((row * 511 + column) % 2);
  });

  it('stop before the page grows too large, and read no further weights', () => {
    let read = 0;
    function* many() {
      for (const { trialId } of SMALL.results) {
        read += 1;
        // 256 x 256 float32 in base64 are 349,528 characters a layer: six layers of one trial, 2.1 million.
        yield { trialId, layers: Array.from({ length: 6 }, () => weights(trialId, 256, 256).layers).flat() };
      }
    }
    expect(buildModel(withRows({ weights: many() })).heatMaps).toHaveLength(1);
    expect(read).toBe(2);
  });

  it('start with one replicate of each configuration, best first', () => {
    const accuracies = [0.7, 0.71, 0.9, 0.91];
    const results = SMALL.results.map((row, index) => ({ ...row, validationAccuracy: accuracies[index] ?? null }));
    // Configuration 0 has trials 1000 and 1001, configuration 1 has 1002 and 1003.
    expect(heatMapOrder(results)).toEqual([1002, 1000, 1003, 1001]);
  });
});

describe('configurationLabels', () => {
  it('name the parameters that differ, if the branch has them', () => {
    const labels = configurationLabels([
      { epochs: 10, method: 'l1', strength: 0.01 },
      { epochs: 10, method: 'k-sparse', k: 4 },
    ]);
    expect(labels).toEqual(['method l1, strength 0.01', 'method k-sparse, k 4']);
  });

  it('are empty if nothing differs', () => {
    expect(configurationLabels([{ epochs: 10 }])).toEqual(['']);
  });
});

const ACCURACY: OutcomeMetric = { metric: 'accuracy', split: 'validation', title: 'validation accuracy' };

function configuration(number: number, outcome: number, activations: number): PageConfiguration {
  const alone = (mean: number) => ({ mean, sd: null, n: 1 });
  return {
    number,
    label: '',
    outcome: alone(outcome),
    zeroActivations: alone(activations),
    zeroWeights: alone(0),
  };
}

describe('initialSelection', () => {
  it('is all configurations if there are enough colours', () => {
    const eight = Array.from({ length: 8 }, (_, index) => configuration(index, 0.5, 0.5));
    expect(initialSelection(eight, ACCURACY, [])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('is the front, then the best of the rest', () => {
    const nine = [0.9, 0.1, 0.8, 0.7, 0.2, 0.6, 0.5, 0.4, 0.3].map((outcome, index) =>
      configuration(index, outcome, 0),
    );
    expect(initialSelection(nine, ACCURACY, [{ measure: 'zeroActivations', front: [1, 0] }])).toEqual([
      0, 1, 2, 3, 5, 6,
    ]);
  });

  it('is evenly spaced along a long front', () => {
    const many = Array.from({ length: 21 }, (_, index) => configuration(index, 1 - index / 100, index / 20));
    expect(initialSelection(many, ACCURACY, [{ measure: 'zeroActivations', front: [...many.keys()] }])).toEqual([
      0, 4, 8, 12, 16, 20,
    ]);
  });
});

describe('spacedIndices', () => {
  it('keeps all indices that fit, otherwise the ends and evenly spaced indices between them', () => {
    expect(spacedIndices(3, 5)).toEqual([0, 1, 2]);
    expect(spacedIndices(11, 3)).toEqual([0, 5, 10]);
    expect(new Set(spacedIndices(1000, 256)).size).toBe(256);
  });
});
