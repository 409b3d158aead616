import { expect, it } from 'vitest';
import { choice, parameter, range, spaceOf } from '../../../../test/search/parameters.ts';
import { groupsOf, weightByAge } from './model.ts';

it('puts the parameters inside one choice in one group', () => {
  const inside = (index: number) => ({ parameter: 'branch', choice: index });
  const space = spaceOf(
    parameter('x', range(0, 1)),
    parameter('branch', choice(2)),
    parameter('a', range(0, 1), inside(0)),
    parameter('b', range(0, 1), inside(1)),
    parameter('c', range(0, 1), inside(0)),
    parameter('y', range(0, 1)),
  );
  expect(groupsOf(space)).toEqual([[0, 1, 5], [2, 4], [3]]);
});

it('is that of `default_weights` of Optuna 5.0.0', () => {
  const weights = (count: number) => Array.from({ length: count }, (_, index) => weightByAge(index, count));
  const ones = (count: number) => Array.from({ length: count }, () => 1);
  expect(weights(24)).toEqual(ones(24));
  expect(weights(25)).toEqual(ones(25));
  expect(weights(26)).toEqual([1 / 26, ...ones(25)]);
  // numpy.linspace(1 / 28, 1, num=3)
  expect(weights(28).slice(0, 3)).toEqual([1 / 28, 1 / 28 + 27 / 56, 1]);
});
