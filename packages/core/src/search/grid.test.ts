import { describe, expect, it } from 'vitest';
import { randomStreams } from '../run/randomStreams.ts';
import { grid } from './grid.ts';
import type { Draw, Parameter, Space } from './space.ts';

function start(...parameters: readonly Parameter[]) {
  const space: Space = { template: {}, parameters };
  return grid.start(space, {}, randomStreams(0));
}

function points(...parameters: readonly Parameter[]): readonly Draw[] {
  return start(...parameters).ask(1000, []);
}

function choice(name: string, count: number, within?: Parameter['within']): Parameter {
  const labels = Array.from({ length: count }, (_, i) => i);
  return { name, path: `/${name}`, domain: { type: 'choice', labels }, ...(within === undefined ? {} : { within }) };
}

function range(
  name: string,
  min: number,
  max: number,
  rest: { integer?: boolean; step?: number; log?: boolean } = {},
): Parameter {
  return { name, path: `/${name}`, domain: { type: 'range', min, max, integer: false, log: false, ...rest } };
}

describe('grid', () => {
  it('visits every combination once, the last parameter changing fastest', () => {
    expect(points(choice('a', 2), range('b', 3, 5, { integer: true }))).toEqual([
      { a: 0, b: 3 },
      { a: 0, b: 4 },
      { a: 0, b: 5 },
      { a: 1, b: 3 },
      { a: 1, b: 4 },
      { a: 1, b: 5 },
    ]);
  });

  it('steps through a range in decimal fractions', () => {
    expect(points(range('a', 0.1, 0.5, { step: 0.1 })).map(({ a }) => a)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(points(range('a', 1, 8, { step: 3, integer: true })).map(({ a }) => a)).toEqual([1, 4, 7]);
  });

  it('visits every whole number of a logarithmic range', () => {
    expect(points(range('a', 1, 4, { integer: true, log: true })).map(({ a }) => a)).toEqual([1, 2, 3, 4]);
  });

  it('varies what stands inside a choice only where the choice is made', () => {
    // Choice 0 has 3 points, choice 1 has 2 * 1 (its inner choice 0) + 2 * 2 (its inner choice 1, with 2 inside).
    const space = [
      choice('a', 2),
      choice('b', 3, { parameter: 'a', choice: 0 }),
      choice('c', 2, { parameter: 'a', choice: 1 }),
      choice('d', 2, { parameter: 'c', choice: 1 }),
      choice('e', 2, { parameter: 'a', choice: 1 }),
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

  it('has one point where nothing is searched', () => {
    const sampler = start();
    expect(sampler.ask(5, [])).toEqual([{}]);
    expect(sampler.ask(5, [])).toEqual([]);
  });

  it('goes on where it stopped, and ends', () => {
    const sampler = start(choice('a', 5));
    expect(sampler.ask(2, [])).toEqual([{ a: 0 }, { a: 1 }]);
    expect(sampler.ask(0, [])).toEqual([]);
    expect(sampler.ask(1, [])).toEqual([{ a: 2 }]);
    expect(sampler.ask(Number.POSITIVE_INFINITY, [])).toEqual([{ a: 3 }, { a: 4 }]);
    expect(sampler.ask(1, [])).toEqual([]);
  });

  it('begins a grid of any size at once', () => {
    const width = { integer: true };
    const sampler = start(range('a', 0, 2 ** 40, width), range('b', 0, 2 ** 40, width));
    expect(sampler.ask(2, [])).toEqual([
      { a: 0, b: 0 },
      { a: 0, b: 1 },
    ]);
  });

  it('does without parameters of which it cannot list the values', () => {
    const normal: Parameter = {
      name: 'n',
      path: '/n',
      domain: { type: 'normal', mu: 0, sigma: 1, integer: true },
    };
    const space = {
      template: {},
      parameters: [choice('a', 2), range('b', 0, 1), range('c', 0, 1, { step: 0.5 }), normal],
    };
    expect(grid.obstacles(space).map(({ parameter, message }) => [parameter.name, message])).toEqual([
      ['b', 'a grid cannot visit a continuous range: give it a `step`, list `values`, or search with `method: random`'],
      ['n', 'a grid cannot visit a distribution: list `values`, or search with `method: random`'],
    ]);
  });
});
