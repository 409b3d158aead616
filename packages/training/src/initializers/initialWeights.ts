import { at, type LayerWeights, type RandomStreams, SparsweepError, type Structure } from '@sparsweep/core/plugin';
import { layerWidths } from '../layers/layerWidths.ts';
import { initializerFunctions } from './initializers.ts';

/**
 * The weights that a trial starts from: biases zero, kernels drawn by each layer's initializer.
 *
 * Layer i draws from the stream `weights i`, so a layer's weights depend on no other layer.
 */
export function drawWeights(structure: Structure, random: RandomStreams): readonly LayerWeights[] {
  return layerWidths(structure).map(({ inputs, units }, index) => ({
    inputs,
    units,
    kernel: initializerFunctions[at(structure.layers, index).initializer](inputs, units, random(`weights ${index}`)),
    bias: new Float32Array(units),
  }));
}

/**
 * Weights given from outside, once their shapes are known to be those of the structure.
 *
 * @throws SparsweepError `invalid-data` naming the first layer that does not fit.
 */
export function checkedWeights(structure: Structure, weights: readonly LayerWeights[]): readonly LayerWeights[] {
  const widths = layerWidths(structure);
  if (weights.length !== widths.length) {
    throw new SparsweepError(
      'invalid-data',
      `the initial weights have ${weights.length} layers, the model has ${widths.length}, its output layer included`,
    );
  }
  for (const [index, { inputs, units }] of widths.entries()) {
    const { kernel, bias, ...given } = at(weights, index);
    const fits = given.inputs === inputs && given.units === units;
    if (!fits || kernel.length !== inputs * units || bias.length !== units) {
      throw new SparsweepError(
        'invalid-data',
        `the initial weights of layer ${index} are for ${given.inputs} inputs and ${given.units} units ` +
          `(${kernel.length} kernel and ${bias.length} bias values); the model has ${inputs} inputs and ${units} units`,
      );
    }
  }
  return weights;
}
