import { defineDataset, Type } from '../../../src/plugin.ts';

/** Points on a line. */
export default defineDataset({
  name: 'points',
  summary: 'Points on a line.',
  options: Type.Object({
    rows: Type.Integer({ minimum: 1, maximum: 1000, default: 10, description: 'Number of points.' }),
    seed: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], { default: null, description: 'Seed, or null.' }),
    weights: Type.Union([Type.Array(Type.Number({ minimum: 0 })), Type.Null()], {
      default: null,
      description: 'Share of each class.',
    }),
    sorted: Type.Boolean({ default: false, description: 'Whether they come in order.' }),
  }),
  load: ({ rows }) => ({ features: { rows, columns: 1, values: new Float64Array(rows) }, levels: [] }),
});
