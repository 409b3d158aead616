import { defineRegularizer, Type } from '../../../src/plugin.ts';

/** A required option. */
export default defineRegularizer({
  name: 'top-k',
  summary: 'Keeps the largest weights.',
  options: Type.Object({ density: Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'What share.' }) }),
});
