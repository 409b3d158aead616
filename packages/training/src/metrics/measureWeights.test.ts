import { describe, expect, it } from 'vitest';
import { measureActivations } from './measureActivations.ts';
import { measureWeights } from './measureWeights.ts';

describe('measureWeights', () => {
  const layers = [
    { inputs: 2, units: 2, kernel: Float32Array.of(0, 1, 5e-4, 5e-3), bias: new Float32Array(2) },
    { inputs: 2, units: 1, kernel: Float32Array.of(2, 5e-7), bias: new Float32Array(1) },
  ];
  const measurements = measureWeights(layers);
  const find = (name: string, layer: number | null) =>
    measurements.filter((measurement) => measurement.name === name && measurement.layer === layer);

  it('measures each kernel, biases left out', () => {
    const value = (name: string) => find(name, 0).map((measurement) => measurement.value);
    expect(value('weights.zeroFraction')).toEqual([0.25]);
    expect(value('weights.nonZero')).toEqual([3]);
    expect(value('weights.belowMillionth')).toEqual([0.25]);
    expect(value('weights.belowThousandth')).toEqual([0.5]);
    expect(value('weights.belowPercentOfMax')).toEqual([0.75]);
    expect(find('weights.belowMillionth', 1)).toEqual([
      { name: 'weights.belowMillionth', split: null, layer: 1, value: 0.5 },
    ]);
  });

  it('counts zeros over all kernels', () => {
    expect(measurements.filter(({ layer }) => layer === null)).toEqual([
      { name: 'weights.zeroFraction', split: null, layer: null, value: 1 / 6 },
      { name: 'weights.nonZero', split: null, layer: null, value: 5 },
    ]);
  });
});

describe('measureActivations', () => {
  it('measures each hidden layer, and zeros over all units', () => {
    const measurements = measureActivations(
      [
        { rows: 2, units: 1, values: Float32Array.of(0, 1) },
        { rows: 2, units: 2, values: Float32Array.of(0, 0, 0, 1) },
      ],
      'validation',
    );
    expect(measurements.filter(({ name }) => name === 'activations.zeroFraction')).toEqual([
      { name: 'activations.zeroFraction', split: 'validation', layer: 0, value: 1 / 2 },
      { name: 'activations.zeroFraction', split: 'validation', layer: 1, value: 3 / 4 },
      { name: 'activations.zeroFraction', split: 'validation', layer: null, value: 4 / 6 },
    ]);
  });

  it('has nothing to say of a network without hidden layers', () => {
    expect(measureActivations([], 'train')).toEqual([]);
  });
});
