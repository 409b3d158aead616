import { defineDataset, Type } from '@sparsweep/core/plugin';

/** Copies of the corners of the unit square. The class says whether a corner's coordinates differ. */
export default defineDataset({
  name: 'corners',
  summary: 'Exclusive or.',
  options: Type.Object({ copies: Type.Integer({ minimum: 1, default: 5 }) }),
  load: ({ copies }) => {
    const rows = Array.from({ length: 4 * copies }, (_, row) => [row & 1, (row >> 1) & 1] as const);
    return {
      features: { rows: rows.length, columns: 2, values: Float64Array.from(rows.flat()) },
      levels: [{ name: 'class', classes: ['same', 'different'], labels: Int32Array.from(rows, ([x, y]) => x ^ y) }],
    };
  },
});
