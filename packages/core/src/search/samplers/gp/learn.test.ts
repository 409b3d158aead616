import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../sampler.ts';
import { consideredOutcomes, fittedLength, targetsOf } from './learn.ts';

const finished = (loss: number): Outcome => ({ draw: {}, losses: [loss] });

describe('the length that a kernel is fitted to', () => {
  it('is the whole history at first and lags by less than 25 later', () => {
    for (let length = 0; length <= 20; length++) expect(fittedLength(length)).toBe(length);
    for (let length = 21; length < 2000; length++) {
      expect(fittedLength(length)).toBeGreaterThan(length - 25);
      expect(fittedLength(length)).toBeLessThanOrEqual(length);
      expect(fittedLength(fittedLength(length))).toBe(fittedLength(length));
    }
  });
});

describe('the considered outcomes', () => {
  it('are all of a short history; of a long one the best 150 and the latest 150', () => {
    const history = Array.from({ length: 1000 }, (_, i) => finished(1000 - (i % 500)));
    expect(consideredOutcomes(history.slice(0, 300))).toEqual(history.slice(0, 300));
    // The best before the latest 150 are the last of the first 500, worth 501 to 650.
    expect(consideredOutcomes(history)).toEqual([...history.slice(350, 500), ...history.slice(850)]);
  });
});

describe('targets', () => {
  it('have mean 0 and variance 1, and rise by logarithms above the median', () => {
    // By hand: 1, 2, 3, 7, 2001 are 0, 0.5, 1, 1 + ln 3, 1 + ln 1000 distances of the median 3 from the best.
    const raw = [0, 0.5, 1, 1 + Math.log(3), 1 + Math.log(1000)];
    const mean = raw.reduce((sum, value) => sum + value, 0) / 5;
    const deviation = Math.sqrt(raw.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 5);
    for (const [i, target] of targetsOf([1, 2, 3, 7, 2001].map(finished)).entries()) {
      expect(target).toBeCloseTo(((raw[i] ?? Number.NaN) - mean) / deviation, 13);
    }
  });

  it('of failures and early stops are the worst', () => {
    const bad: readonly Outcome[] = [
      { draw: {}, losses: null },
      { draw: {}, losses: [-5], stoppedEpoch: 3 },
    ];
    const [best, worst, failed, stopped] = targetsOf([finished(1), finished(4), ...bad]);
    expect(failed).toBe(worst);
    expect(stopped).toBe(worst);
    expect(best).toBeLessThan(worst ?? Number.NaN);
  });

  it('are all 0 if all losses are equal or nothing finished', () => {
    expect([...targetsOf([finished(2), finished(2)])]).toEqual([0, 0]);
    expect([...targetsOf([{ draw: {}, losses: null }])]).toEqual([0]);
  });
});
