import { describe, expect, it } from 'vitest';
import { choice, parameter, range, spaceOf } from '../../../test/search/parameters.ts';
import { begin, search } from '../../../test/search/searchRun.ts';
import type { Draw, Parameter } from '../space.ts';
import { grid } from './grid.ts';

function points(...parameters: readonly Parameter[]): readonly Draw[] {
  const trial = { sampler: grid, options: {}, space: spaceOf(...parameters), evaluate: () => [0] };
  return search(trial).map(({ draw }) => draw);
}

describe('grid', () => {
  it('visits every combination once, the last parameter changing fastest', () => {
    expect(points(parameter('a', choice(2)), parameter('b', range(3, 5, { integer: true })))).toEqual([
      { a: 0, b: 3 },
      { a: 0, b: 4 },
      { a: 0, b: 5 },
      { a: 1, b: 3 },
      { a: 1, b: 4 },
      { a: 1, b: 5 },
    ]);
  });

  it('steps through a range in decimal fractions', () => {
    expect(points(parameter('a', range(0.1, 0.5, { step: 0.1 }))).map(({ a }) => a)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(points(parameter('a', range(1, 8, { step: 3, integer: true }))).map(({ a }) => a)).toEqual([1, 4, 7]);
  });

  it('visits every whole number of a logarithmic range', () => {
    expect(points(parameter('a', range(1, 4, { integer: true, log: true }))).map(({ a }) => a)).toEqual([1, 2, 3, 4]);
  });

  it('varies a conditional parameter only with its choice', () => {
    // Choice 0 has 3 points, choice 1 has 2 * 1 (its inner choice 0) + 2 * 2 (its inner choice 1, with 2 inside).
    const space = [
      parameter('a', choice(2)),
      parameter('b', choice(3), { parameter: 'a', choice: 0 }),
      parameter('c', choice(2), { parameter: 'a', choice: 1 }),
      parameter('d', choice(2), { parameter: 'c', choice: 1 }),
      parameter('e', choice(2), { parameter: 'a', choice: 1 }),
    ];
    expect(points(...space)).toEqual([
      { a: 0, b: 0 },
      { a: 0, b: 1 },
      { a: 0, b: 2 },
      { a: 1, c: 0, e: 0 },
      { a: 1, c: 0, e: 1 },
      { a: 1, c: 1, d: 0, e: 0 },
      { a: 1, c: 1, d: 0, e: 1 },
      { a: 1, c: 1, d: 1, e: 0 },
      { a: 1, c: 1, d: 1, e: 1 },
    ]);
  });

  it('has one point if nothing is searched', () => {
    expect(points()).toEqual([{}]);
  });

  it('continues where it stopped', () => {
    const trial = { sampler: grid, options: {}, space: spaceOf(parameter('a', choice(5))), evaluate: () => [0] };
    const history = [0, 1].map((a) => ({ draw: { a }, losses: [0] }));
    expect(begin(trial).next(history)).toEqual({ draws: [{ a: 2 }, { a: 3 }, { a: 4 }], isLast: true });
  });

  it('leaves out enqueued draws and draws that the constraints forbid', () => {
    const trial = {
      sampler: grid,
      options: {},
      space: spaceOf(parameter('a', choice(5))),
      evaluate: () => [0],
      enqueued: [{ a: 3 }],
      satisfies: ({ a }: Draw) => a !== 1,
    };
    expect(search(trial).map(({ draw }) => draw)).toEqual([{ a: 3 }, { a: 0 }, { a: 2 }, { a: 4 }]);
  });

  it('starts a grid of any size immediately', () => {
    const space = spaceOf(
      parameter('a', range(0, 2 ** 40, { integer: true })),
      parameter('b', range(0, 2 ** 40, { integer: true })),
    );
    expect(
      search({ sampler: grid, options: {}, space, evaluate: () => [0], budget: 2 }).map(({ draw }) => draw),
    ).toEqual([
      { a: 0, b: 0 },
      { a: 0, b: 1 },
    ]);
  });

  it('supports spaces without parameters it cannot enumerate', () => {
    const normal: Parameter = {
      name: 'n',
      path: '/n',
      domain: { type: 'normal', mu: 0, sigma: 1, integer: true },
    };
    const space = {
      template: {},
      parameters: [
        parameter('a', choice(2)),
        parameter('b', range(0, 1)),
        parameter('c', range(0, 1, { step: 0.5 })),
        normal,
      ],
    };
    expect(grid.unsupportedParameters(space).map(({ parameter, message }) => [parameter.name, message])).toEqual([
      ['b', 'a grid cannot visit a continuous range: give it a `step`, list `values`, or search with `method: random`'],
      ['n', 'a grid cannot visit a distribution: list `values`, or search with `method: random`'],
    ]);
  });
});
