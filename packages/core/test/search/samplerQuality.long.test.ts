import { describe, expect, it } from 'vitest';
import { gp } from '../../src/search/samplers/gp.ts';
import { latinHypercube } from '../../src/search/samplers/latinHypercube.ts';
import { sobol } from '../../src/search/samplers/sobol.ts';
import { tpe } from '../../src/search/samplers/tpe.ts';
import { medianQuality } from './medianQuality.ts';
import optuna from './optunaQuality.json' with { type: 'json' };
import { branin, hartmann6, rosenbrock5, TEST_FUNCTIONS } from './testFunctions.ts';

describe('the quality of gp', () => {
  /**
   * How far above Optuna's median ours may be. On the first two both end in the minimum to many digits, and standard
   * errors of 1e-5 and 2e-3 measure only how the last steps are polished: a thousandth of what random search misses
   * the minimum by is equally good. On the last it is two standard errors.
   */
  const TOLERANCES = [
    { problem: branin, tolerance: 1.5e-4 },
    { problem: hartmann6, tolerance: 1e-3 },
    { problem: rosenbrock5, tolerance: 2 * 0.246 },
  ];

  it.each(TOLERANCES)('is that of Optuna on $problem.name', ({ problem, tolerance }) => {
    const peer = optuna.results.find(({ sampler, function: name }) => sampler === 'gp' && name === problem.name);
    expect(peer?.evaluations).toBe(100);
    const ours = medianQuality(gp, { name: problem.name, evaluations: 100 });
    expect(ours).toBeLessThanOrEqual((peer?.median ?? Number.NaN) + tolerance);
  });

  it("is above that of Optuna's tpe on choices and conditions, with half its evaluations", () => {
    const peer = optuna.results.find(({ sampler, function: name }) => sampler === 'tpe' && name === 'mixedConditional');
    expect(peer?.evaluations).toBe(200);
    const ours = medianQuality(gp, { name: 'mixedConditional', evaluations: 100, seeds: 10 });
    expect(ours).toBeLessThan(0.1 * (peer?.median ?? Number.NaN));
  });
});

describe('the quality of tpe', () => {
  const rows = optuna.results.filter(({ sampler }) => sampler === 'tpe');
  /**
   * What is allowed beyond one standard error, as a share of the figure: Optuna learns after each trial, and by default
   * this sampler after four, so that four can be trained at once.
   */
  const SLACK = 0.01;

  it.each(rows)('is near that of Optuna on $function', ({ function: name, evaluations, median, standardError }) => {
    const ours = medianQuality(tpe, { name, evaluations });
    expect(ours).toBeLessThanOrEqual(median + standardError + SLACK * Math.abs(median));
  });

  it('was measured for Optuna on all functions', () => {
    expect(rows.map((row) => row.function)).toEqual(TEST_FUNCTIONS.map(({ name }) => name));
  });
});

describe('the quality of sobol', () => {
  const rows = optuna.results.filter(({ sampler }) => sampler === 'sobol');
  // The 30 seeds of that file were lucky on hartmann6, by three standard errors: these figures are of 120 more seeds of
  // the same sampler, and the first 200 points of scipy.stats.qmc.Sobol give -2.284 over 600 seeds.
  const more = { median: -2.26823, standardError: 0.0300897, seeds: 120 };
  const compared = rows.map((row) => ({ ...row, seeds: row.values.length, ...(row.function === 'hartmann6' && more) }));

  it.each(compared)(
    'is that of Optuna, or better, on $function',
    ({ function: name, evaluations, median, standardError, seeds }) => {
      const ours = medianQuality(sobol, { name, evaluations, seeds: 120 });
      // Both sample one distribution: their medians differ by twice the standard error of the difference, at most.
      const difference = standardError * Math.sqrt(1 + seeds / 120);
      expect(ours).toBeLessThanOrEqual(median + 2 * difference);
    },
  );
});

describe('the quality of latinHypercube', () => {
  const rows = optuna.results.filter(({ sampler }) => sampler === 'random');

  it.each(rows)(
    "is not below that of Optuna's random draws on $function",
    ({ function: name, evaluations, median, standardError, values: theirs }) => {
      const ours = medianQuality(latinHypercube, { name, evaluations, seeds: 120 });
      // As good as random draws at worst: then medians differ by twice the standard error of the difference, at most.
      const difference = standardError * Math.sqrt(1 + theirs.length / 120);
      expect(ours).toBeLessThanOrEqual(median + 2 * difference);
    },
  );
});
