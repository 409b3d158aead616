import type { ConfigurationRow } from '../store/read/rows.ts';
import type { Objective } from '../sweepfile/sweepSpec.ts';
import { type Measured, measured } from './achieved.ts';

/** The configuration with the best mean of a metric, the first of equals; undefined where none was measured. */
export function bestConfiguration(
  rows: readonly ConfigurationRow[],
  objective: Objective,
): ConfigurationRow | undefined {
  return measured(rows, [objective]).reduce<Measured | undefined>(
    (best, next) => (best === undefined || (next.losses[0] ?? 0) < (best.losses[0] ?? 0) ? next : best),
    undefined,
  )?.row;
}
