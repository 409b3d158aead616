import { defineRegularizer, Type } from '../../../src/plugin.ts';

/** An option that must be given. */
export default defineRegularizer({
  name: 'top-k',
  summary: 'Keeps the largest weights.',
  options: Type.Object({ density: Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'What share.' }) }),
});
