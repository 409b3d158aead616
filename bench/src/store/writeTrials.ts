import { openStore } from '@sparsweep/core';
import { batches, plannedTrial, recordsOf } from './syntheticTrials.ts';

/** When everything happened. */
const AT = new Date(0);

/**
 * Stores a sweep of synthetic trials as a run does: all plans at once, then records as they come.
 *
 * @param name what the sweep is called.
 * @returns the seconds that it took, without the time to make up the records.
 */
export async function writeTrials(path: string, name: string, trials: number): Promise<number> {
  const store = await openStore(path);
  try {
    const writer = store.createSweep({ name, specYaml: '', specHash: '', environment: {}, createdAt: AT });
    const plans = Array.from({ length: trials }, (_, number) => plannedTrial(number));
    let seconds = secondsOf(() => writer.addTrials(plans));
    for (const batch of batches(trials)) {
      const records = batch.flatMap(recordsOf).map((record) => ({ record, at: AT }));
      seconds += secondsOf(() => writer.write(records));
    }
    writer.finish('finished', AT);
    return seconds;
  } finally {
    store.close();
  }
}

/** Seconds that some work takes. */
export function secondsOf(work: () => void): number {
  const startedAt = performance.now();
  work();
  return (performance.now() - startedAt) / 1000;
}
