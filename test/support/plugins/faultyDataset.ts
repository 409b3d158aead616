import { defineDataset, Type } from '@sparsweep/core/plugin';
import { commit, FAULTS } from './fault.ts';

/** Eight samples of two classes, or a fault. */
export default defineDataset({
  name: 'faulty',
  summary: 'Misbehaves.',
  options: Type.Object({
    fault: Type.Enum([...FAULTS], { default: 'none' }),
    once: Type.String({ default: '' }),
    missing: Type.Integer({ minimum: 0, maximum: 8, default: 0, description: 'Values that are not there.' }),
  }),
  load({ fault, once, missing }) {
    commit(fault, once);
    return {
      features: { rows: 8, columns: 1, values: Float64Array.from({ length: 8 - missing }, (_, row) => row % 2) },
      levels: [
        { name: 'parity', classes: ['even', 'odd'], labels: Int32Array.from({ length: 8 }, (_, row) => row % 2) },
      ],
    };
  },
});
