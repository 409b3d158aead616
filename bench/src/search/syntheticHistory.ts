import { type Outcome, random, randomStreams, startSearch } from '@sparsweep/core';
import { MIXED_SPACE, syntheticLoss } from './mixedSpace.ts';

/** What a search of so many random configurations would have found. */
export function syntheticHistory(length: number): readonly Outcome[] {
  const problem = { space: MIXED_SPACE, objectives: 1, budget: length, random: randomStreams(1) };
  const search = startSearch({ sampler: random, options: {}, problem, enqueued: [], satisfies: () => true });
  const history: Outcome[] = [];
  while (history.length < length) {
    history.push(...search.next(history).draws.map((draw) => ({ draw, losses: [syntheticLoss(draw)] })));
  }
  return history;
}
