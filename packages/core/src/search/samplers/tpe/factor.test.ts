import { expect, it } from 'vitest';
import { range } from '../../../../test/search/parameters.ts';
import { cellsOf } from './factor.ts';

it('is the stretch of quantiles of a step or a whole number', () => {
  expect(cellsOf(range(0, 1))).toBeUndefined();
  expect(cellsOf(range(0.1, 0.5, { step: 0.1 }))?.(0.5)).toEqual({ low: 0.4, high: 0.6 });
  expect(cellsOf(range(1, 4, { integer: true }))?.(0.99)).toEqual({ low: 0.75, high: 1 });
  expect(cellsOf(range(3, 3))?.(0.2)).toEqual({ low: 0, high: 1 });
});

it('follows the scale of the domain', () => {
  // Of log(0.5) to log(4.5), 2 has log(1.5) to log(2.5), the shares log 3 and log 5 in log 9.
  const octave = cellsOf(range(1, 4, { integer: true, log: true }))?.(0.6);
  expect(octave?.low).toBeCloseTo(0.5, 12);
  expect(octave?.high).toBeCloseTo(0.7324867603589633, 12);
  // The standard normal distribution up to -0.5 and 0.5.
  const normal = cellsOf({ type: 'normal', mu: 7, sigma: 1, integer: true })?.(0.5);
  expect(normal?.low).toBeCloseTo(0.3085375387259869, 12);
  expect(normal?.high).toBeCloseTo(0.6914624612740131, 12);
});
