import type * as tfjs from '@tensorflow/tfjs';

/**
 * The operations of TensorFlow.js, handed to a plugin by the engine that runs it.
 *
 * Only the type is imported: a plugin computes with the `tf` of its context, so the same code runs on every engine.
 */
export type TensorOps = typeof tfjs;

/** A tensor of any rank. */
export type Tensor = tfjs.Tensor;

/** A tensor of rank 0. */
export type Scalar = tfjs.Scalar;

/** A tensor of rank 2. */
export type Tensor2D = tfjs.Tensor2D;
