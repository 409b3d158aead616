import { at, type Structure, type Tensor, type Tensor2D, type TensorOps } from '@sparsweep/core/plugin';

/** The trainable tensors of a dense layer. */
export interface LayerParameters {
  /** [inputs, units]; null for a tied layer, which uses the kernel of another. */
  readonly kernel: Tensor2D | null;
  /** [units] */
  readonly bias: Tensor;
}

/** `input . kernel + bias`: [rows, inputs] to [rows, units]. */
export function dense(tf: TensorOps, input: Tensor2D, kernel: Tensor2D, bias: Tensor): Tensor2D {
  return tf.add(tf.matMul(input, kernel), bias);
}

/** The input width and the output width of a layer. */
export interface LayerWidths {
  readonly inputs: number;
  readonly units: number;
}

/** The widths of each layer of a structure, the output layer last. */
export function layerWidths({ inputs, layers }: Structure): readonly LayerWidths[] {
  return layers.map(({ units }, index) => ({ inputs: layers[index - 1]?.units ?? inputs, units }));
}

/** The kernel [inputs, units] that each layer uses: its own, or for a tied layer the transpose of another's. */
export function layerKernels(
  tf: TensorOps,
  { layers }: Structure,
  parameters: readonly Pick<LayerParameters, 'kernel'>[],
): readonly Tensor2D[] {
  return layers.map(({ tiedTo }, index) =>
    tiedTo === undefined ? ownKernel(parameters, index) : tf.transpose(ownKernel(parameters, tiedTo)),
  );
}

/** A layer's own kernel; throws for a tied layer. */
export function ownKernel(parameters: readonly Pick<LayerParameters, 'kernel'>[], layer: number): Tensor2D {
  const { kernel } = at(parameters, layer);
  if (kernel === null) throw new Error(`layer ${layer} has no kernel of its own`);
  return kernel;
}

/** Whether a tensor has rank 2. */
export function isMatrix(tensor: Tensor): tensor is Tensor2D {
  return tensor.rank === 2;
}
