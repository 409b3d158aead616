import {
  at,
  type LayerWeights,
  type RandomStreams,
  SparsweepError,
  type Structure,
  type TrialStart,
} from '@sparsweep/core/plugin';
import { layerWidths } from '../layers/dense.ts';
import { initializerFunctions } from './initializers.ts';

/** The weights that a trial starts from: the given ones, checked, or else drawn ones. */
export function firstWeights(
  structure: Structure,
  { initialWeights, random }: Pick<TrialStart, 'initialWeights' | 'random'>,
): readonly LayerWeights[] {
  return initialWeights === undefined ? drawWeights(structure, random) : checkedWeights(structure, initialWeights);
}

/**
 * Draws initial weights: biases are zero, kernels come from each layer's initializer. The kernel of a tied layer is the
 * transpose of the kernel it is tied to.
 *
 * Layer i draws from the stream `weights i`, so its weights do not depend on other layers.
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
 * Checks the shapes of given weights, and that the kernel of each tied layer is the transpose of the one it is tied to.
 *
 * @returns the same weights.
 * @throws SparsweepError `invalid-data` naming the first layer that does not match the structure.
 */
export function checkedWeights(structure: Structure, weights: readonly LayerWeights[]): readonly LayerWeights[] {
  const widths = layerWidths(structure);
  if (weights.length !== widths.length) {
    throw new SparsweepError(
      'invalid-data',
      `the initial weights have ${weights.length} layers, the model has ${widths.length}, including the output layer`,
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
    `the initial kernel of layer ${layer} must be the transpose of the kernel of layer ${tiedTo}, to which it is tied; ` +
      'pass the transpose or remove `tied`',
  );
}

function transposedKernel({ kernel, inputs, units }: LayerWeights): Float32Array {
  return transposed(kernel, inputs, units);
}

/** The transpose [columns, rows] of a matrix [rows, columns], row by row. */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from({ length: rows * columns }, (_, index) => {
    const column = Math.floor(index / rows);
    return at(values, (index % rows) * columns + column);
  });
}
