import type { Initializer } from '@sparsweep/core/plugin';
import { seededStreams } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import { initializerFunctions } from './initializers.ts';

function drawn(name: Initializer, inputs = 50, units = 200) {
  const kernel = initializerFunctions[name](inputs, units, seededStreams(3)('weights 0'));
  const mean = kernel.reduce((sum, value) => sum + value, 0) / kernel.length;
  const variance = kernel.reduce((sum, value) => sum + (value - mean) ** 2, 0) / kernel.length;
  return { kernel, mean, deviation: Math.sqrt(variance), largest: Math.max(...kernel.map(Math.abs)) };
}

describe('initializers', () => {
  it('draw one value per weight, the same for the same stream', () => {
    expect(drawn('heNormal', 3, 4).kernel).toHaveLength(12);
    expect(drawn('heNormal').kernel).toEqual(drawn('heNormal').kernel);
  });

  // 10 000 draws: the standard error of the mean is 1% of a deviation, that of the deviation 0.4 to 0.7% of it.
  it('glorotUniform: uniform up to sqrt(6 / (50 + 200))', () => {
    const { mean, deviation, largest } = drawn('glorotUniform');
    const limit = 0.15491933;
    expect(Math.abs(mean)).toBeLessThan(0.03 * limit);
    expect(largest).toBeLessThanOrEqual(limit);
    expect(largest).toBeGreaterThan(0.99 * limit);
    expect(deviation / (limit / Math.sqrt(3))).toBeCloseTo(1, 1.5);
  });

  it('heUniform: uniform up to sqrt(6 / 50)', () => {
    const { deviation, largest } = drawn('heUniform');
    expect(largest).toBeLessThanOrEqual(0.34641017);
    expect(largest).toBeGreaterThan(0.99 * 0.34641017);
    expect(deviation / 0.2).toBeCloseTo(1, 1.5);
  });

  it('heNormal: normal with deviation sqrt(2 / 50), not truncated', () => {
    const { kernel, mean, deviation, largest } = drawn('heNormal');
    expect(Math.abs(mean)).toBeLessThan(0.006);
    expect(deviation / 0.2).toBeCloseTo(1, 1.5);
    // 4.55% of a normal distribution is beyond two deviations, 0.27% beyond three.
    expect(kernel.filter((value) => Math.abs(value) > 0.4).length / kernel.length).toBeCloseTo(0.0455, 2);
    expect(largest).toBeGreaterThan(0.6);
  });

  it('zeros: zeros', () => {
    expect(drawn('zeros', 2, 2).kernel).toEqual(new Float32Array(4));
  });
});
