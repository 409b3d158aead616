import { ACTIVATIONS, type BoundRegularizer, type Structure } from '@sparsweep/core/plugin';
import { describe, it } from 'vitest';
import { expectParity } from './expectParity.ts';
import { homeostasis, largestUnits, largestWeights, magnitudes, rowCounter } from './regularizers.ts';
import { classifier, hidden } from './structures.ts';

const OPTIMIZERS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  sgd: { learningRate: 0.1 },
  momentum: { learningRate: 0.05, momentum: 0.8 },
  // A large epsilon, because small gradients otherwise make large steps of their roundings.
  adam: { learningRate: 0.05, beta1: 0.8, beta2: 0.9, epsilon: 0.01 },
  adamw: { learningRate: 0.05, beta1: 0.8, beta2: 0.9, epsilon: 0.01, weightDecay: 0.1 },
};

/** A regularizer of a hidden layer, with its options. */
interface Use {
  readonly plugin: BoundRegularizer['plugin'];
  readonly fixed?: Readonly<Record<string, string | boolean>>;
  readonly numbers: Readonly<Record<string, number>>;
}

const USES: Readonly<Record<string, readonly Use[]>> = {
  'a cost of activations': [{ plugin: magnitudes, fixed: { target: 'activations' }, numbers: { strength: 0.05 } }],
  'a cost of weights': [{ plugin: magnitudes, fixed: { target: 'weights' }, numbers: { strength: 0.05 } }],
  'weights moved towards zero': [{ plugin: magnitudes, fixed: { target: 'projection' }, numbers: { strength: 0.5 } }],
  'the largest units': [{ plugin: largestUnits, numbers: { count: 2, more: 1.5 } }],
  'the largest weights': [{ plugin: largestWeights, numbers: { density: 0.3 } }],
  'a plugin with every hook': [
    { plugin: homeostasis, fixed: { centred: true }, numbers: { target: 0.2, decay: 0.7, floor: 0.05 } },
  ],
  'every use of the number of rows': [{ plugin: rowCounter, numbers: { strength: 0.1 } }],
  'three at once': [
    { plugin: largestUnits, numbers: { count: 3, more: 1 } },
    { plugin: homeostasis, fixed: { centred: false }, numbers: { target: 0.2, decay: 0.7, floor: 0.05 } },
    { plugin: largestWeights, numbers: { density: 0.5 } },
  ],
};

function boundOf({ plugin, fixed = {}, numbers }: Use): BoundRegularizer {
  return { plugin, fixed, numeric: Object.keys(numbers) };
}

/** Trains with `uses` on the first layer. */
function check(structure: Structure, uses: readonly Use[], rows: number): void {
  const regularizers = structure.layers.map((_, layer) => (layer === 0 ? uses.map(({ numbers }) => numbers) : []));
  expectParity(structure, { optimizer: OPTIMIZERS[structure.optimizer] ?? {}, regularizers }, rows);
}

// One row, and another number than those that are traced.
describe.each([1, 5])('a traced step of %i rows', (rows) => {
  it.each(ACTIVATIONS)('yields what TensorFlow.js computes with the activation %s', (activation) => {
    check(classifier([hidden(6, [], { activation }), hidden(3, [], { activation })]), [], rows);
  });

  it.each(Object.keys(OPTIMIZERS))('yields what TensorFlow.js computes with the optimizer %s', (optimizer) => {
    check(classifier([hidden(6)], 3, { optimizer }), [], rows);
  });

  it.each(Object.keys(USES))('yields what TensorFlow.js computes with %s', (name) => {
    const uses = USES[name] ?? [];
    check(classifier([hidden(6, uses.map(boundOf)), hidden(4)], 2, { optimizer: 'adam' }), uses, rows);
  });

  it('yields what TensorFlow.js computes without a hidden layer', () => check(classifier([]), [], rows));

  it('yields what TensorFlow.js computes with one unit', () => check(classifier([hidden(1)], 4), [], rows));

  it('yields what TensorFlow.js computes for an autoencoder with a tied layer', () => {
    const uses = USES['weights moved towards zero'] ?? [];
    const layers = [hidden(3, uses.map(boundOf)), hidden(5, [], { activation: 'linear', tiedTo: 0 })];
    const structure = classifier([], 2, { task: 'reconstruction', loss: 'meanSquaredError', layers });
    check(structure, uses, rows);
  });
});
