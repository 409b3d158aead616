import { Type } from '@sparsweep/core/plugin';

/** The options that Adam and AdamW share, with Keras's defaults. */
export const adamOptions = {
  learningRate: Type.Number({ exclusiveMinimum: 0, default: 0.001, description: 'Size of a step.' }),
  beta1: Type.Number({
    minimum: 0,
    exclusiveMaximum: 1,
    default: 0.9,
    description: 'Decay of the running mean of the gradients.',
  }),
  beta2: Type.Number({
    minimum: 0,
    exclusiveMaximum: 1,
    default: 0.999,
    description: 'Decay of the running mean of their squares.',
  }),
  epsilon: Type.Number({
    exclusiveMinimum: 0,
    default: 1e-7,
    description: 'Added to the denominator, outside the bias correction.',
  }),
};
