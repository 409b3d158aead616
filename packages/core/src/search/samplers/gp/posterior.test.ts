import { describe, expect, it } from 'vitest';
import { at } from '../../../plugin/at.ts';
import { factorOf } from './kernel.ts';
import { posteriorOf, predict, predictSlope, withBelief, withPoint } from './posterior.ts';

const KERNEL = { precisions: Float64Array.of(4, 1.5), scale: 1.3, noise: 0.01 };
const POINTS = [
  Float64Array.of(0.1, 0.5),
  Float64Array.of(0.4, 0.2),
  Float64Array.of(0.9, 0.7),
  Float64Array.of(0.6, 0.95),
];
const SURFACE = { kernel: KERNEL, points: POINTS, factor: factorOf(KERNEL, POINTS) };
const POSTERIOR = posteriorOf(SURFACE, Float64Array.of(-1, 0.3, 1.2, -0.5));
const POINT = Float64Array.of(0.3, 0.4);

describe('a posterior', () => {
  it('predicts what NumPy predicts', () => {
    // NumPy 2.4: k K^-1 y and s - k K^-1 k.
    expect(predict(POSTERIOR, POINT).mean).toBeCloseTo(-0.3752688326067488, 13);
    expect(predict(POSTERIOR, POINT).variance).toBeCloseTo(0.057741890475538904, 13);
  });

  it.each(['mean', 'variance'] as const)('has the gradient of the %s that differences show', (name) => {
    const { value, gradient } = predictSlope(POSTERIOR, POINT, (prediction) => ({
      value: prediction[name],
      byMean: name === 'mean' ? 1 : 0,
      byVariance: name === 'variance' ? 1 : 0,
    }));
    expect(value).toBe(predict(POSTERIOR, POINT)[name]);
    for (const [i, slope] of gradient.entries()) {
      const there = (step: number) => predict(POSTERIOR, POINT.with(i, at(POINT, i) + step))[name];
      expect((there(1e-5) - there(-1e-5)) / 2e-5).toBeCloseTo(slope, 8);
    }
  });

  it('is bit-identical whether it grows point by point or is built at once', () => {
    const grown = POINTS.slice(1).reduce(withPoint, {
      kernel: KERNEL,
      points: POINTS.slice(0, 1),
      factor: factorOf(KERNEL, POINTS.slice(0, 1)),
    });
    expect(grown).toEqual(SURFACE);
  });

  it('keeps its mean and reduces its variance near a point that is assumed to meet its prediction', () => {
    const believing = withBelief(POSTERIOR, POINT);
    const near = Float64Array.of(0.35, 0.45);
    expect(predict(believing, near).mean).toBeCloseTo(predict(POSTERIOR, near).mean, 13);
    expect(predict(believing, near).variance).toBeLessThan(0.5 * predict(POSTERIOR, near).variance);
  });
});
