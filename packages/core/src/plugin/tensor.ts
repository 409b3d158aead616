import type * as tfjs from '@tensorflow/tfjs';

/**
 * The operations of TensorFlow.js, passed to a plugin by the engine that runs it.
 *
 * Only the type is imported. Plugins call the `tf` of their context, so the same code runs on every engine.
 */
export type TensorOps = typeof tfjs;

/** A tensor of any rank. */
export type Tensor = tfjs.Tensor;

/** A tensor of rank 0. */
export type Scalar = tfjs.Scalar;

/** A tensor of rank 2. */
export type Tensor2D = tfjs.Tensor2D;
