import { describe, expect, it } from 'vitest';
import { choice, parameter, range, spaceOf } from '../../../test/search/parameters.ts';
import { randomStreams } from '../../run/plan/randomStreams.ts';
import type { Draw, Space } from '../space.ts';
import { type Breeding, childOf } from './breeding.ts';

const INHERITING: Breeding = { crossover: 1, swap: 0.5, mutation: 0 };

function children(space: Space, parents: readonly [Draw, Draw], breeding: Breeding, count = 2000): readonly Draw[] {
  const stream = randomStreams(3)('children');
  return Array.from({ length: count }, () => childOf(space, parents, stream, breeding));
}

function share(draws: readonly Draw[], holds: (draw: Draw) => boolean): number {
  return draws.filter(holds).length / draws.length;
}

const LINE = spaceOf(parameter('a', range(0, 1)), parameter('b', range(0, 1)));
const PARENTS = [
  { a: 0.1, b: 0.2 },
  { a: 0.8, b: 0.9 },
] as const;

describe('a child', () => {
  it('has each value from either parent, in every combination', () => {
    const drawn = children(LINE, PARENTS, INHERITING);
    for (const a of [0.1, 0.8]) {
      // Four standard errors of a share of 1 / 4 among 2000: 0.039.
      for (const b of [0.2, 0.9]) {
        expect(Math.abs(share(drawn, (draw) => draw.a === a && draw.b === b) - 0.25)).toBeLessThan(0.039);
      }
    }
  });

  it('has as much of the second parent as `swap` says, and all of the first without a crossover', () => {
    const seldom = children(LINE, PARENTS, { ...INHERITING, swap: 0.1 });
    expect(Math.abs(share(seldom, ({ a }) => a === 0.8) - 0.1)).toBeLessThan(0.027);
    expect(share(children(LINE, PARENTS, { ...INHERITING, crossover: 0 }), ({ a }) => a === 0.1)).toBe(1);
  });

  it('is changed in one value of n by default', () => {
    const space = spaceOf(...['a', 'b', 'c', 'd'].map((name) => parameter(name, range(0, 1))));
    const parent = { a: 0.5, b: 0.5, c: 0.5, d: 0.5 };
    const drawn = children(space, [parent, parent], { crossover: 0.9, swap: 0.5 });
    for (const name of 'abcd') {
      expect(Math.abs(share(drawn, (draw) => draw[name] !== 0.5) - 0.25)).toBeLessThan(0.039);
    }
  });
});

describe('a mutation', () => {
  const mutants = (space: Space, parent: Draw, count = 2000) =>
    children(space, [parent, parent], { crossover: 1, swap: 0.5, mutation: 1 }, count);

  it('is a normal step of a tenth of the range', () => {
    const steps = mutants(spaceOf(parameter('x', range(0, 1))), { x: 0.5 }).map(({ x = Number.NaN }) => x - 0.5);
    const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
    const deviation = Math.sqrt(steps.reduce((sum, step) => sum + step ** 2, 0) / steps.length);
    // Four standard errors: 0.1 / sqrt(2000), and 0.1 / sqrt(2 * 2000).
    expect(Math.abs(mean)).toBeLessThan(0.009);
    expect(Math.abs(deviation - 0.1)).toBeLessThan(0.0064);
  });

  it('is a step of the logarithm on a logarithmic range', () => {
    const space = spaceOf(parameter('x', range(1e-4, 1, { log: true })));
    const logs = mutants(space, { x: 1e-2 }).map(({ x = Number.NaN }) => Math.log10(x) + 2);
    const deviation = Math.sqrt(logs.reduce((sum, step) => sum + step ** 2, 0) / logs.length);
    expect(Math.abs(deviation - 0.4)).toBeLessThan(0.026);
  });

  it('stays in the domain, on integers and on steps', () => {
    const space = spaceOf(
      parameter('real', range(-1, 1)),
      parameter('whole', range(1, 3, { integer: true })),
      parameter('octave', range(1, 64, { integer: true, log: true })),
      parameter('step', range(0.1, 0.5, { step: 0.2 })),
      parameter('normal', { type: 'normal', mu: 5, sigma: 2, integer: true }),
    );
    const parent = { real: 1, whole: 3, octave: 64, step: 0.1, normal: 5 };
    const drawn = mutants(space, parent);
    const values = (name: string) => new Set(drawn.map((draw) => draw[name]));
    expect(Math.max(...drawn.map(({ real = Number.NaN }) => real))).toBeLessThanOrEqual(1);
    expect(Math.min(...drawn.map(({ real = Number.NaN }) => real))).toBeGreaterThan(-0.2);
    expect(values('whole')).toEqual(new Set([1, 2, 3]));
    expect(values('step')).toEqual(new Set([0.1, 0.3, 0.5]));
    expect([...values('octave')].every((value = 0) => Number.isInteger(value) && value <= 64)).toBe(true);
    expect([...values('normal')].every((value = 0.5) => Number.isInteger(value))).toBe(true);
    expect(values('normal').size).toBeGreaterThan(2);
  });

  it('redraws a choice by its probabilities', () => {
    const drawn = mutants(spaceOf(parameter('x', choice(3, [0.7, 0.3, 0]))), { x: 1 });
    expect(Math.abs(share(drawn, ({ x }) => x === 0) - 0.7)).toBeLessThan(0.041);
    expect(share(drawn, ({ x }) => x === 2)).toBe(0);
  });
});

describe('what stands inside a choice', () => {
  const space = spaceOf(
    parameter('branch', choice(2)),
    parameter('left', range(0, 1), { parameter: 'branch', choice: 0 }),
    parameter('right', range(0, 1), { parameter: 'branch', choice: 1 }),
  );

  it('comes from the parent that has it, whichever parent gave the choice', () => {
    const drawn = children(
      space,
      [
        { branch: 0, left: 0.25 },
        { branch: 1, right: 0.75 },
      ],
      INHERITING,
    );
    expect(new Set(drawn.map((draw) => JSON.stringify(draw)))).toEqual(
      new Set(['{"branch":0,"left":0.25}', '{"branch":1,"right":0.75}']),
    );
  });

  it('is drawn at random if neither parent has it', () => {
    const parent = { branch: 0, left: 0.25 };
    const drawn = children(space, [parent, parent], { crossover: 1, swap: 0.5, mutation: 0.5 }, 4000);
    const changed = drawn.filter(({ branch }) => branch === 1);
    expect(changed.length).toBeGreaterThan(500);
    expect(changed.every((draw) => Object.keys(draw).join() === 'branch,right')).toBe(true);
    const mean = changed.reduce((sum, { right = Number.NaN }) => sum + right, 0) / changed.length;
    // Four standard errors of the mean of at least 500 uniform numbers.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.052);
  });
});
