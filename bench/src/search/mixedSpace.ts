import {
  type Draw,
  type Outcome,
  type Parameter,
  random,
  randomStreams,
  type Space,
  startSearch,
} from '@sparsweep/core';

function parameter(name: string, domain: Parameter['domain'], within?: Parameter['within']): Parameter {
  return { name, path: `/${name}`, domain, ...(within === undefined ? {} : { within }) };
}

/**
 * Six parameters of several kinds, one of them conditional. `bench/peers/optuna_search.py` uses the same space.
 */
export const MIXED_SPACE: Space = {
  template: {},
  parameters: [
    parameter('strength', { type: 'range', min: 1e-4, max: 1e-1, integer: false, log: true }),
    parameter('learningRate', { type: 'range', min: 1e-4, max: 1e-2, integer: false, log: true }),
    parameter('units', { type: 'range', min: 8, max: 512, integer: true, log: false }),
    parameter('dropout', { type: 'range', min: 0, max: 0.9, integer: false, log: false }),
    parameter('method', { type: 'choice', labels: ['l1', 'kSparse', 'none'] }),
    parameter(
      'kept',
      { type: 'range', min: 0, max: 1, integer: false, log: false },
      { parameter: 'method', choice: 1 },
    ),
  ],
};

/** A synthetic loss with its minimum at a strength of 0.01 and a dropout of 0.3. */
export function syntheticLoss({ strength = 1, dropout = 0, units = 0, method = 0, kept = 0.5 }: Draw): number {
  return (Math.log10(strength) + 2) ** 2 + (dropout - 0.3) ** 2 + units / 1000 + method / 10 + (kept - 0.5) ** 2;
}

/** The history of a random search with `length` trials and synthetic losses. */
export function syntheticHistory(length: number): readonly Outcome[] {
  const problem = { space: MIXED_SPACE, objectives: 1, budget: length, random: randomStreams(1) };
  const search = startSearch({ sampler: random, options: {}, problem, enqueued: [], satisfies: () => true });
  const history: Outcome[] = [];
  while (history.length < length) {
    history.push(...search.next(history).draws.map((draw) => ({ draw, losses: [syntheticLoss(draw)] })));
  }
  return history;
}
