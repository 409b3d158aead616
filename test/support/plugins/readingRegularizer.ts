import { defineRegularizer, Type } from '@sparsweep/core/plugin';

/** A regularizer that asks for the value of a tensor, which only an engine that computes at once can tell. */
export default defineRegularizer({
  name: 'reading',
  summary: 'Cannot be compiled.',
  options: Type.Object({}),
  penalty: ({ kernel }, { tf }) => tf.scalar(0.1 * Math.abs(kernel.dataSync()[0] ?? 0)),
});
