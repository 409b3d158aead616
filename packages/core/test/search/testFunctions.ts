import type { Draw, Space } from '../../src/search/space.ts';
import { choice, parameter, range, spaceOf } from './parameters.ts';

/**
 * A function to minimise whose best value is known. `bench/peers/optuna_quality.py` has the same functions, over the
 * same parameters.
 */
export interface TestFunction {
  readonly name: string;
  readonly space: Space;
  /** How many losses an evaluation has. */
  readonly objectives: number;
  /** The losses of a draw. */
  evaluate(draw: Draw): readonly number[];
  /** The least loss of all draws; the greatest hypervolume, where there are several losses. */
  readonly best: number;
}

/** A value that is known to have been drawn. */
function drawn(draw: Draw, name: string): number {
  return draw[name] ?? Number.NaN;
}

/** The values of x1, x2, ... */
function coordinates(draw: Draw, dimensions: number): readonly number[] {
  return Array.from({ length: dimensions }, (_, i) => drawn(draw, `x${i + 1}`));
}

/** A box whose sides x1, x2, ... all go from `min` to `max`. */
function box(dimensions: number, min: number, max: number): Space {
  return spaceOf(...Array.from({ length: dimensions }, (_, i) => parameter(`x${i + 1}`, range(min, max))));
}

/**
 * Branin's function, (x2 - 5.1 x1^2 / (4 pi^2) + 5 x1 / pi - 6)^2 + 10 (1 - 1 / (8 pi)) cos x1 + 10, over
 * -5 <= x1 <= 10 and 0 <= x2 <= 15: three minima of 0.397887, at (-pi, 12.275), (pi, 2.275) and (9.42478, 2.475).
 * Dixon and Szego, The global optimization problem: an introduction (1978).
 */
export const branin: TestFunction = {
  name: 'branin',
  space: spaceOf(parameter('x1', range(-5, 10)), parameter('x2', range(0, 15))),
  objectives: 1,
  evaluate: (draw) => {
    const [x1, x2] = [drawn(draw, 'x1'), drawn(draw, 'x2')];
    const bend = x2 - (5.1 / (4 * Math.PI ** 2)) * x1 ** 2 + (5 / Math.PI) * x1 - 6;
    return [bend ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x1) + 10];
  },
  best: 0.397887,
};

/** Weight, widths and centre of each of the four wells of `hartmann6`. */
const WELLS = [
  { depth: 1.0, widths: [10, 3, 17, 3.5, 1.7, 8], centre: [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886] },
  { depth: 1.2, widths: [0.05, 10, 17, 0.1, 8, 14], centre: [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991] },
  { depth: 3.0, widths: [3, 3.5, 1.7, 10, 17, 8], centre: [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665] },
  { depth: 3.2, widths: [17, 8, 0.05, 10, 0.1, 14], centre: [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381] },
] as const;

/**
 * Hartmann's function of six variables in [0, 1]: four wells, the deepest of -3.32237 at
 * (0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573). Dixon and Szego (1978), with the constants of
 * Surjanovic and Bingham's Virtual Library of Simulation Experiments (sfu.ca/~ssurjano/hart6.html).
 */
export const hartmann6: TestFunction = {
  name: 'hartmann6',
  space: box(6, 0, 1),
  objectives: 1,
  evaluate: (draw) => {
    const x = coordinates(draw, 6);
    const wells = WELLS.map(({ depth, widths, centre }) => {
      const distance = x.reduce((sum, xi, i) => sum + (widths[i] ?? 0) * (xi - (centre[i] ?? 0)) ** 2, 0);
      return depth * Math.exp(-distance);
    });
    return [-wells.reduce((sum, well) => sum + well, 0)];
  },
  best: -3.32237,
};

/**
 * Rosenbrock's function of five variables in [-2.048, 2.048], the sum of 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2: a
 * curved valley that ends at 0 in (1, 1, 1, 1, 1). The loss is the plain value.
 * Rosenbrock, An automatic method for finding the greatest or least value of a function (1960); De Jong's bounds.
 */
export const rosenbrock5: TestFunction = {
  name: 'rosenbrock5',
  space: box(5, -2.048, 2.048),
  objectives: 1,
  evaluate: (draw) => {
    const x = coordinates(draw, 5);
    const terms = x.slice(1).map((next, i) => {
      const xi = x[i] ?? Number.NaN;
      return 100 * (next - xi ** 2) ** 2 + (1 - xi) ** 2;
    });
    return [terms.reduce((sum, term) => sum + term, 0)];
  },
  best: 0,
};

/**
 * A choice of three branches with one parameter of its own each, and two parameters that all branches share:
 * (x - 0.3)^2 + 0.1 (log10 rate + 2)^2 plus, by branch,
 *
 * - 0: 0.25 (log10 strength + 3 + x)^2
 * - 1: 0.2 + ((units - 40) / 20)^2
 * - 2: 0.1 + 2 (dropout - 0.6)^2
 *
 * The minimum of 0 is in branch 0, at x = 0.3, rate = 0.01, strength = 10^-3.3; the branches 1 and 2 end at 0.2 (at 40
 * units) and 0.1 (at a dropout of 0.6). Made for this comparison.
 */
export const mixedConditional: TestFunction = {
  name: 'mixedConditional',
  space: spaceOf(
    parameter('x', range(-1, 1)),
    parameter('rate', range(1e-4, 1, { log: true })),
    parameter('branch', choice(3)),
    parameter('strength', range(1e-5, 1, { log: true }), { parameter: 'branch', choice: 0 }),
    parameter('units', range(1, 64, { integer: true }), { parameter: 'branch', choice: 1 }),
    parameter('dropout', range(0, 0.9, { step: 0.1 }), { parameter: 'branch', choice: 2 }),
  ),
  objectives: 1,
  evaluate: (draw) => {
    const x = drawn(draw, 'x');
    const shared = (x - 0.3) ** 2 + 0.1 * (Math.log10(drawn(draw, 'rate')) + 2) ** 2;
    switch (draw.branch) {
      case 0:
        return [shared + 0.25 * (Math.log10(drawn(draw, 'strength')) + 3 + x) ** 2];
      case 1:
        return [shared + 0.2 + ((drawn(draw, 'units') - 40) / 20) ** 2];
      default:
        return [shared + 0.1 + 2 * (drawn(draw, 'dropout') - 0.6) ** 2];
    }
  },
  best: 0,
};

/**
 * ZDT1 of six variables in [0, 1]: f1 = x1 and f2 = g (1 - sqrt(f1 / g)), where g = 1 + 9 mean(x2 ... x6). The Pareto
 * front is f2 = 1 - sqrt(f1), where x2 ... x6 are 0. Quality is the hypervolume up to the reference point (1.1, 11),
 * which every draw dominates: 1.1 * 11 less the area under the front, 1 - 2 / 3, is the greatest there is.
 * Zitzler, Deb and Thiele, Comparison of multiobjective evolutionary algorithms (2000).
 */
export const zdt1: TestFunction = {
  name: 'zdt1',
  space: box(6, 0, 1),
  objectives: 2,
  evaluate: (draw) => {
    const [f1 = Number.NaN, ...rest] = coordinates(draw, 6);
    const g = 1 + (9 * rest.reduce((sum, xi) => sum + xi, 0)) / rest.length;
    return [f1, g * (1 - Math.sqrt(f1 / g))];
  },
  best: 1.1 * 11 - 1 / 3,
};

/** The reference point for the hypervolume of `zdt1`. */
export const ZDT1_REFERENCE = [1.1, 11] as const;

/** All test functions. */
export const TEST_FUNCTIONS: readonly TestFunction[] = [branin, hartmann6, rosenbrock5, mixedConditional, zdt1];

/**
 * How well a search did: the least loss of its trials; for two losses, the area that their points dominate up to
 * `ZDT1_REFERENCE`, with the sign changed so that lower is better for every function.
 */
export function quality({ objectives }: TestFunction, losses: readonly (readonly number[])[]): number {
  if (objectives === 1) return Math.min(...losses.map(([loss]) => loss ?? Number.NaN));
  const [right, top] = ZDT1_REFERENCE;
  let area = 0;
  let floor: number = top;
  for (const [f1 = Number.NaN, f2 = Number.NaN] of losses.toSorted(([a = 0], [b = 0]) => a - b)) {
    if (f1 >= right || f2 >= floor) continue;
    area += (right - f1) * (floor - f2);
    floor = f2;
  }
  return -area;
}
