import { defineRegularizer, Type } from '../../../src/plugin.ts';

/** One of two options is required. */
export default defineRegularizer({
  name: 'k-sparse',
  summary: 'Keeps the k most active units.',
  options: Type.Object(
    {
      k: Type.Optional(Type.Integer({ minimum: 1, description: 'How many units.' })),
      fraction: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'What share.' })),
    },
    { oneOf: [{ required: ['k'] }, { required: ['fraction'] }] },
  ),
});
