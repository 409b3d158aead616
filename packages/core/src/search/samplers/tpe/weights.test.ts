import { expect, it } from 'vitest';
import { weightByAge } from './weights.ts';

it('is that of `default_weights` of Optuna 5.0.0', () => {
  const weights = (count: number) => Array.from({ length: count }, (_, index) => weightByAge(index, count));
  const ones = (count: number) => Array.from({ length: count }, () => 1);
  expect(weights(24)).toEqual(ones(24));
  expect(weights(25)).toEqual(ones(25));
  expect(weights(26)).toEqual([1 / 26, ...ones(25)]);
  // numpy.linspace(1 / 28, 1, num=3)
  expect(weights(28).slice(0, 3)).toEqual([1 / 28, 1 / 28 + 27 / 56, 1]);
});
