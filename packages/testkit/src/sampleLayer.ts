import type { Tensor2D, TensorOps } from '@sparsweep/core/plugin';
import { seededStreams } from './seededStreams.ts';

/** A layer to try hooks on. */
export interface SampleLayer {
  readonly rows: number;
  readonly inputs: number;
  readonly units: number;
  /** [rows, units]: as after ReLU, with exact zeros and equal values among them. */
  readonly activations: Tensor2D;
  /** [inputs, units]: of both signs, with exact zeros. */
  readonly kernel: Tensor2D;
}

/** Draws a layer of the given size; the same for the same size. */
export function sampleLayer(tf: TensorOps, rows: number, inputs: number, units: number): SampleLayer {
  const random = seededStreams(0)(`layer ${rows} ${inputs} ${units}`);
  // Coarse steps make zeros and ties likely.
  const draw = (size: number) => Float32Array.from({ length: size }, () => (random.integer(17) - 8) / 8);
  return {
    rows,
    inputs,
    units,
    activations: tf.relu(tf.tensor2d(draw(rows * units), [rows, units])),
    kernel: tf.tensor2d(draw(inputs * units), [inputs, units]),
  };
}
