import {
  at,
  type LayerWeights,
  type RandomStreams,
  SparsweepError,
  type Structure,
  type TrialStart,
} from '@sparsweep/core/plugin';
import { layerWidths } from '../layers/layerWidths.ts';
import { initializerFunctions } from './initializers.ts';
import { transposed } from './transposed.ts';

/** The weights that a trial starts from: those it was given, once they are checked, or drawn ones. */
export function firstWeights(
  structure: Structure,
  { initialWeights, random }: Pick<TrialStart, 'initialWeights' | 'random'>,
): readonly LayerWeights[] {
  return initialWeights === undefined ? drawWeights(structure, random) : checkedWeights(structure, initialWeights);
}

/**
 * The weights that a trial starts from by itself: biases zero, kernels drawn by each layer's initializer, or, where a
 * layer is tied, the transpose of the kernel that it is tied to.
 *
 * Layer i draws from the stream `weights i`, so a layer's weights depend on no other layer.
 */
export function drawWeights(structure: Structure, random: RandomStreams): readonly LayerWeights[] {
  const weights: LayerWeights[] = [];
  for (const [index, { inputs, units }] of layerWidths(structure).entries()) {
    const { initializer, tiedTo } = at(structure.layers, index);
    const kernel =
      tiedTo === undefined
        ? initializerFunctions[initializer](inputs, units, random(`weights ${index}`))
        : transposedKernel(at(weights, tiedTo));
    weights.push({ inputs, units, kernel, bias: new Float32Array(units) });
  }
  return weights;
}

/**
 * Weights given from outside, once their shapes are known to be those of the structure, and the kernels of tied layers
 * to be the transposes of those that they are tied to.
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
    checkTie(structure, weights, index);
  }
  return weights;
}

function checkTie({ layers }: Structure, weights: readonly LayerWeights[], layer: number): void {
  const { tiedTo } = at(layers, layer);
  if (tiedTo === undefined) return;
  const expected = transposedKernel(at(weights, tiedTo));
  if (at(weights, layer).kernel.every((value, index) => Object.is(value, at(expected, index)))) return;
  throw new SparsweepError(
    'invalid-data',
    `the initial kernel of layer ${layer} is not the transpose of that of layer ${tiedTo}, to which it is tied; ` +
      'give the transpose, or leave out `tied`',
  );
}

function transposedKernel({ kernel, inputs, units }: LayerWeights): Float32Array {
  return transposed(kernel, inputs, units);
}
