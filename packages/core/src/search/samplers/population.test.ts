import { describe, expect, it } from 'vitest';
import type { Outcome } from '../sampler.ts';
import { crowdingDistances, type Individual, survivors, tournamentWinner } from './population.ts';

/** Outcomes that are told apart by the value of `id`. */
function outcome(id: number, losses: readonly number[] | null, stoppedEpoch?: number): Outcome {
  return { draw: { id }, losses, ...(stoppedEpoch === undefined ? {} : { stoppedEpoch }) };
}

const ids = (individuals: readonly Individual[]) => individuals.map(({ draw }) => draw.id);

describe('the survivors', () => {
  it('are the first fronts, and the least crowded of the front that does not fit', () => {
    const outcomes = [
      outcome(0, [2, 8]),
      outcome(1, [9, 9]),
      // A second front along x + y = 12: its ends, a crowded pair (3 and 4) and a lone point.
      outcome(2, [3, 9]),
      outcome(3, [4, 8]),
      outcome(4, [4.5, 7.5]),
      outcome(5, [7, 5]),
      outcome(6, [9, 3]),
      outcome(7, [8, 2]),
      outcome(8, [3, 4]),
    ];
    // First front: 0, 8, 7. Second: 2 (by 0), 3 (by 8), ... Distances inside: 3: 1.5 / 6 + 1.5 / 6; 4: 3 / 6 + 3 / 6;
    // 5: 4.5 / 6 + 4.5 / 6.
    expect(ids(survivors(outcomes, 3))).toEqual([0, 7, 8]);
    expect(ids(survivors(outcomes, 7))).toEqual([0, 7, 8, 2, 6, 5, 4]);
    const all = survivors(outcomes, 20);
    expect(ids(all)).toEqual([0, 7, 8, 2, 3, 4, 5, 6, 1]);
    expect(all.map(({ rank }) => rank)).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 2]);
  });

  it('are the earlier ones when rank and crowding are equal', () => {
    expect(ids(survivors([outcome(0, [1]), outcome(1, [1]), outcome(2, [0])], 2))).toEqual([2, 0]);
  });

  it('rank full trainings before early stops, late stops before earlier ones, and failures last', () => {
    const outcomes = [
      outcome(0, null),
      outcome(1, [1], 3),
      outcome(2, [5], 9),
      outcome(3, [4], 9),
      outcome(4, [100]),
      outcome(5, [99]),
      outcome(6, null, 20),
    ];
    const ranked = survivors(outcomes, 7);
    expect(ids(ranked)).toEqual([5, 4, 3, 2, 1, 0, 6]);
    expect(ranked.map(({ rank }) => rank)).toEqual([0, 1, 2, 3, 4, 5, 5]);
  });
});

describe('a tournament', () => {
  const individual = (id: number, rank: number, crowding: number): Individual => ({
    ...outcome(id, [0]),
    rank,
    crowding,
  });
  const population = [individual(0, 1, 9), individual(1, 0, 2), individual(2, 0, Number.POSITIVE_INFINITY)];
  const winner = (...picks: readonly number[]): number | undefined => {
    const left = [...picks];
    return tournamentWinner(population, { uniform: () => 0, integer: () => left.shift() ?? 0 }).draw.id;
  };

  it('is won by rank, then by crowding distance', () => {
    expect([winner(0, 1), winner(1, 0)]).toEqual([1, 1]);
    expect([winner(1, 2), winner(2, 1)]).toEqual([2, 2]);
    expect(winner(2, 2)).toBe(2);
  });
});

const INFINITE = Number.POSITIVE_INFINITY;

it('sums the gaps around a point, as shares of the range of each loss', () => {
  // Both losses range over 10. Around (2, 6): 4 - 0 and 10 - 5; around (4, 5): 10 - 2 and 6 - 0.
  const distances = crowdingDistances([
    [4, 5],
    [0, 10],
    [10, 0],
    [2, 6],
  ]);
  expect(distances[0]).toBeCloseTo(0.8 + 0.6, 12);
  expect(distances.slice(1, 3)).toEqual([INFINITE, INFINITE]);
  expect(distances[3]).toBeCloseTo(0.4 + 0.5, 12);
});

it('takes each loss in its own order and by its own range', () => {
  // Losses 0..4, 0..40 and 0..400, of which the middle point has neighbours at 1 and 3, 0 and 20, 100 and 400.
  const distances = crowdingDistances([
    [0, 40, 100],
    [1, 0, 400],
    [2, 10, 200],
    [3, 20, 0],
    [4, 30, 100],
  ]);
  expect(distances[2]).toBeCloseTo(2 / 4 + 20 / 40 + 300 / 400, 12);
});

it('leaves out a loss that is the same everywhere', () => {
  expect(
    crowdingDistances([
      [1, 5],
      [2, 5],
      [4, 5],
    ]),
  ).toEqual([INFINITE, 1, INFINITE]);
  expect(crowdingDistances([[3], [3]])).toEqual([0, 0]);
  expect(crowdingDistances([[], []])).toEqual([0, 0]);
});
