import { defineRegularizer, Type } from '../../../src/plugin.ts';

/** Options of three types, all with defaults. */
export default defineRegularizer({
  name: 'l1',
  summary: 'A cost in proportion to magnitudes.',
  options: Type.Object({
    strength: Type.Number({ minimum: 0, default: 0.01, description: 'Weight of the cost.' }),
    target: Type.Enum(['activations', 'weights'], { default: 'activations', description: 'What is made sparse.' }),
    centred: Type.Boolean({ default: false, description: 'Whether the mean is taken off first.' }),
  }),
});
