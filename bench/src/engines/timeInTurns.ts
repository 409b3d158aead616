import type { Measurer } from './measurer.ts';

/** How often and how long each program is timed. */
export interface Timing {
  /** Rounds in which every program is timed once; one more, not counted, comes before. */
  readonly runs: number;
  /** About how long it is timed in a round. */
  readonly seconds: number;
}

/**
 * Microseconds a step of several programs, for each program a value a round. One runs at a time, and they take turns, so
 * that whatever else the machine does meets all of them alike.
 */
export async function timeInTurns(
  measurers: readonly Pick<Measurer, 'time'>[],
  { runs, seconds }: Timing,
): Promise<readonly (readonly number[])[]> {
  const values = measurers.map((measurer) => ({ measurer, rounds: [] as number[] }));
  for (let round = 0; round <= runs; round++) {
    for (const { measurer, rounds } of values) {
      const time = await measurer.time(seconds);
      // The first round is there for what compiles while it runs.
      if (round > 0) rounds.push(time);
    }
  }
  return values.map(({ rounds }) => rounds);
}
