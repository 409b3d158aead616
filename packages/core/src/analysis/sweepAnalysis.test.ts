import { describe, expect, it } from 'vitest';
import { configurationRow } from '../../test/analysis/configurationRow.ts';
import { parameter, range, spaceOf } from '../../test/search/parameters.ts';
import { randomStreams } from '../run/plan/randomStreams.ts';
import type { Objective } from '../sweepfile/sweepSpec.ts';
import { analyseSweep } from './sweepAnalysis.ts';

const ACCURACY: Objective = { name: 'validation.accuracy', goal: 'maximize' };
const ZEROS: Objective = { name: 'weights.zeroFraction', goal: 'maximize' };
const space = spaceOf(
  parameter('strength', range(0, 1)),
  parameter('method', { type: 'choice', labels: ['l1', 'top-k'] }),
);
/** Zeros follow the strength, accuracy the method. */
const ROWS = Array.from({ length: 20 }, (_, i) => {
  const method = i % 2 === 0 ? 'l1' : 'top-k';
  const means = { zeroWeights: i / 20, validationAccuracy: method === 'l1' ? 0.5 : 0.75 };
  return configurationRow(i, means, { strength: (i + 0.5) / 20, method });
});
const analyse = (metrics: readonly Objective[], rows = ROWS) =>
  analyseSweep({ space, metrics }, rows, randomStreams(0));

describe('the analysis of a sweep', () => {
  it('of one metric has the best, the trajectory and the importance', () => {
    const { best, hypervolume, trajectory, importance, measured } = analyse([ZEROS]);
    expect({ measured, hypervolume }).toEqual({ measured: 20, hypervolume: undefined });
    expect(best.map(({ configurationIndex: configuration }) => configuration)).toEqual([19]);
    expect(trajectory.at(-1)).toEqual({ configuration: 19, best: 0.95 });
    expect(importance).toMatchObject([[{ parameter: 'strength', rank: 1 }, { parameter: 'method' }]]);
    const [strength, method] = importance[0] ?? [];
    expect(strength?.variance).toBeGreaterThan(0.9);
    expect(method?.variance).toBeLessThan(0.05);
    // Mean ranks 10 and 11 around 10.5: 20 * 0.25 of a sum of squares of 665.
    expect(method?.rank).toBeCloseTo(Math.sqrt(5 / 665), 12);
  });

  it('of several metrics has a front, its hypervolume and the importance for each', () => {
    const { best, hypervolume, trajectory, importance } = analyse([ACCURACY, ZEROS]);
    expect(best.map(({ configurationIndex: configuration }) => configuration)).toEqual([19]);
    expect(hypervolume?.reference).toEqual([0, 0]);
    expect(hypervolume?.value).toBeCloseTo(0.75 * 0.95, 12);
    expect(trajectory).toHaveLength(20);
    expect(trajectory[2]?.best).toBeCloseTo(0.75 * 0.05 + 0.5 * 0.05, 12);
    expect(importance.map(([strength]) => Math.round((strength?.variance ?? 0) * 10))).toEqual([0, 10]);
    expect(importance[0]?.[1]).toEqual({ parameter: 'method', variance: 1, rank: expect.closeTo(1, 12) });
  });

  it('has no importance for few configurations, and nothing for none', () => {
    expect(analyse([ZEROS], ROWS.slice(0, 9)).importance).toEqual([]);
    expect(analyse([ZEROS, ACCURACY], [])).toMatchObject({ measured: 0, best: [], trajectory: [], importance: [] });
  });
});
