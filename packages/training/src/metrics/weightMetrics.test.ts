import { describe, expect, it } from 'vitest';
import { gini, hoyer, largestMagnitude, measureWeights, nearZeroFraction } from './weightMetrics.ts';

describe('measureWeights', () => {
  const layers = [
    { inputs: 2, units: 2, kernel: Float32Array.of(0, 1, 5e-4, 5e-3), bias: new Float32Array(2) },
    { inputs: 2, units: 1, kernel: Float32Array.of(2, 5e-7), bias: new Float32Array(1) },
  ];
  const measurements = measureWeights(layers);
  const find = (name: string, layer: number | null) =>
    measurements.filter((measurement) => measurement.name === name && measurement.layer === layer);

  it('measures each kernel and no biases', () => {
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

describe('nearZeroFraction', () => {
  it('counts magnitudes below the threshold and all zeros', () => {
    expect(nearZeroFraction(Float32Array.of(0, -0.25, 0.5, 1), 0.5)).toBe(0.5);
    expect(nearZeroFraction(Float32Array.of(0, 0, 1, 1), 0)).toBe(0.5);
  });
});

describe('largestMagnitude', () => {
  it('compares values of both signs', () => {
    expect(largestMagnitude(Float32Array.of(1, -3, 2))).toBe(3);
  });
});

describe('hoyer', () => {
  it('is 0 if all magnitudes are equal and 1 if only one value is not zero', () => {
    expect(hoyer(Float32Array.of(2, -2, 2, 2))).toBeCloseTo(0, 12);
    expect(hoyer(Float32Array.of(0, -5, 0, 0))).toBeCloseTo(1, 12);
  });

  it('follows the formula', () => {
    // (2 - 7 / 5) / (2 - 1)
    expect(hoyer(Float32Array.of(3, 0, -4, 0))).toBeCloseTo(0.6, 12);
  });

  it('is 1 for all zeros and 0 for a single value', () => {
    expect(hoyer(new Float32Array(3))).toBe(1);
    expect(hoyer(Float32Array.of(7))).toBe(0);
  });
});

describe('gini', () => {
  it('is 0 if all magnitudes are equal and 1 - 1/N if only one value is not zero', () => {
    expect(gini(Float32Array.of(2, -2, 2, 2))).toBeCloseTo(0, 12);
    expect(gini(Float32Array.of(0, -5, 0, 0))).toBeCloseTo(0.75, 12);
  });

  it('follows the formula in any order', () => {
    // Sorted 1 2 3 of sum 6: 1 - 2 (1/6 * 2.5/3 + 2/6 * 1.5/3 + 3/6 * 0.5/3) = 1 - 2 * 7/18 = 2/9
    expect(gini(Float32Array.of(3, -1, 2))).toBeCloseTo(2 / 9, 12);
  });

  it('is 1 for all zeros', () => {
    expect(gini(new Float32Array(3))).toBe(1);
  });
});
