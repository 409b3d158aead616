import type { Draw, Parameter, Space } from '@sparsweep/core';

function parameter(name: string, domain: Parameter['domain'], within?: Parameter['within']): Parameter {
  return { name, path: `/${name}`, domain, ...(within === undefined ? {} : { within }) };
}

/**
 * Six parameters of several kinds, one of them inside a choice. `bench/peers/optuna_search.py` has the same.
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

/** A loss that a configuration could have: least at a strength of 0.01 and a dropout of 0.3. */
export function syntheticLoss({ strength = 1, dropout = 0, units = 0, method = 0, kept = 0.5 }: Draw): number {
  return (Math.log10(strength) + 2) ** 2 + (dropout - 0.3) ** 2 + units / 1000 + method / 10 + (kept - 0.5) ** 2;
}
