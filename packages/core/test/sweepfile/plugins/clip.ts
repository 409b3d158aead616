import { defineRegularizer, Type } from '../../../src/plugin.ts';

/** Its options have the same names as the keys of searched values. */
export default defineRegularizer({
  name: 'clip',
  summary: 'Keeps activations between two bounds.',
  options: Type.Object({
    min: Type.Number({ default: 0, description: 'Lower bound.' }),
    max: Type.Number({ default: 1, description: 'Upper bound.' }),
    values: Type.Array(Type.Number(), { default: [], description: 'Levels to round to.' }),
    window: Type.Object(
      { min: Type.Number({ description: 'From.' }), max: Type.Number({ description: 'To.' }) },
      { default: { min: 0, max: 1 }, description: 'Where it applies.' },
    ),
  }),
});
