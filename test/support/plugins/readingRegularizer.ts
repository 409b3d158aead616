import { defineRegularizer, Type } from '@sparsweep/core/plugin';

/** A regularizer that reads the value of a tensor, which only an eager engine can provide. */
export default defineRegularizer({
  name: 'reading',
  summary: 'Cannot be compiled.',
  options: Type.Object({}),
  penalty: ({ kernel }, { tf }) => tf.scalar(0.1 * Math.abs(kernel.dataSync()[0] ?? 0)),
});
