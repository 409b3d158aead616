import { at, type Structure, type Tensor2D, type TensorOps } from '@sparsweep/core/plugin';
import type { LayerParameters } from './dense.ts';

/** The kernel [inputs, units] that each layer uses: its own or, where it is tied, the transpose of another's. */
export function layerKernels(
  tf: TensorOps,
  { layers }: Structure,
  parameters: readonly Pick<LayerParameters, 'kernel'>[],
): readonly Tensor2D[] {
  return layers.map(({ tiedTo }, index) =>
    tiedTo === undefined ? ownKernel(parameters, index) : tf.transpose(ownKernel(parameters, tiedTo)),
  );
}

/** The kernel that a layer holds itself. */
export function ownKernel(parameters: readonly Pick<LayerParameters, 'kernel'>[], layer: number): Tensor2D {
  const { kernel } = at(parameters, layer);
  if (kernel === null) throw new Error(`layer ${layer} has no kernel of its own`);
  return kernel;
}
