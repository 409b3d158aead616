import { type Activation, at, type Loss, type Optimizer, type Structure, type Tensor2D } from '@sparsweep/core/plugin';
import { largestByRank, loadTensorFlow, seededStreams } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import { drawWeights } from '../initializers/initialWeights.ts';
import { ownKernel } from '../layers/dense.ts';
import { sgd } from '../optimizers.ts';
import { evaluateStep } from './evaluateStep.ts';
import type { StepContext } from './stepContext.ts';
import { initialState, type TrainingState } from './trainingState.ts';
import { trainStep } from './trainStep.ts';

const tf = await loadTensorFlow();
const learningRate = 0.5;
const numbers = { optimizer: { learningRate: tf.scalar(learningRate) }, regularizers: [[], []] };

function setting(activation: Activation, loss: Loss) {
  const outputs = { sigmoidCrossEntropy: 1, softmaxCrossEntropy: 3, meanSquaredError: 2 }[loss];
  const layer = { initializer: 'glorotUniform', regularizers: [] } as const;
  const structure: Structure = {
    task: loss === 'meanSquaredError' ? 'reconstruction' : 'classification',
    inputs: 2,
    layers: [
      { ...layer, units: 4, activation },
      { ...layer, units: outputs, activation: 'linear' },
    ],
    loss,
    optimizer: 'sgd',
    batchSize: 3,
  };
  const context: StepContext = { tf, structure, optimizer: sgd, largest: (x, count) => largestByRank(tf, x, count) };
  const features = tf.tensor2d([
    [0.3, -1],
    [1.2, 0.4],
    [-0.7, 0.9],
  ]);
  const targets: Tensor2D = {
    sigmoidCrossEntropy: tf.tensor2d([[1], [0], [1]]),
    softmaxCrossEntropy: tf.tensor2d([
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 1],
    ]),
    meanSquaredError: features,
  }[loss];
  return {
    context,
    batch: { features, targets },
    state: initialState(context, drawWeights(structure, seededStreams(2)), numbers),
  };
}

/** The state with one weight of one layer's kernel changed by `by`. */
function moved(state: TrainingState, layer: number, index: number, by: number): TrainingState {
  const parameters = state.parameters.map((before, position) => {
    if (position !== layer) return before;
    const kernel = ownKernel(state.parameters, layer);
    const values = kernel.dataSync<'float32'>().slice();
    values[index] = at(values, index) + by;
    return { ...before, kernel: tf.tensor2d(values, kernel.shape) };
  });
  return { ...state, parameters };
}

describe('trainStep', () => {
  for (const activation of ['relu', 'tanh', 'sigmoid', 'gelu'] as const) {
    for (const loss of ['sigmoidCrossEntropy', 'softmaxCrossEntropy', 'meanSquaredError'] as const) {
      it(`follows the numerical gradient of ${loss} through ${activation}`, () => {
        const { context, batch, state } = setting(activation, loss);
        const next = trainStep(context, state, batch, numbers).state;
        const lossOf = (changed: TrainingState) => evaluateStep(context, changed, batch, numbers).loss.arraySync();
        for (const layer of state.parameters.keys()) {
          const kernel = ownKernel(state.parameters, layer);
          const change = tf.sub(ownKernel(next.parameters, layer), kernel).dataSync();
          for (let index = 0; index < kernel.size; index++) {
            const difference = 1e-2;
            const slope =
              (lossOf(moved(state, layer, index, difference)) - lossOf(moved(state, layer, index, -difference))) /
              (2 * difference);
            expect(at(change, index)).toBeCloseTo(-learningRate * slope, 3);
          }
        }
      });
    }
  }

  it('counts its steps and does not change its input state', () => {
    const { context, batch, state } = setting('relu', 'sigmoidCrossEntropy');
    const before = ownKernel(state.parameters, 0).arraySync();
    const next = trainStep(context, state, batch, numbers).state;
    expect(trainStep(context, next, batch, numbers).state.step.arraySync()).toBe(2);
    expect(ownKernel(state.parameters, 0).arraySync()).toEqual(before);
  });

  it('tells the optimizer which parameters are kernels', () => {
    const { context, batch, state } = setting('tanh', 'softmaxCrossEntropy');
    const shrink: Optimizer = {
      ...sgd,
      step: (parameter, _gradient, _slots, { isKernel }) => ({
        parameter: tf.mul(parameter, isKernel ? 0 : 1),
        slots: [],
      }),
    };
    const biased = state.parameters.map(({ kernel, bias }) => ({ kernel, bias: tf.onesLike(bias) }));
    const next = trainStep({ ...context, optimizer: shrink }, { ...state, parameters: biased }, batch, numbers).state;
    for (const [layer, { bias }] of next.parameters.entries()) {
      expect(tf.sum(tf.abs(ownKernel(next.parameters, layer))).arraySync()).toBe(0);
      expect(tf.min(bias).arraySync()).toBe(1);
    }
  });

  it('reports loss and accuracy from before the update', () => {
    const { context, batch, state } = setting('tanh', 'softmaxCrossEntropy');
    const evaluated = evaluateStep(context, state, batch, numbers);
    const { loss, correct } = trainStep(context, state, batch, numbers);
    expect(loss.arraySync()).toBe(evaluated.loss.arraySync());
    expect(correct?.arraySync()).toBe(evaluated.correct?.arraySync());
  });

  it('leaks no tensor inside a tidy', () => {
    const { context, batch, state } = setting('relu', 'sigmoidCrossEntropy');
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      trainStep(context, state, batch, numbers);
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('rejects a missing learning rate where a regularizer needs one', () => {
    const { context, batch, state } = setting('relu', 'sigmoidCrossEntropy');
    const [hidden, output] = context.structure.layers;
    if (hidden === undefined || output === undefined) throw new Error('expected two layers');
    const plugin = { kind: 'regularizer', name: 'probe', summary: '', options: context.optimizer.options } as const;
    const layers = [{ ...hidden, regularizers: [{ plugin, fixed: {}, numeric: [] }] }, output];
    const probing = { ...context, structure: { ...context.structure, layers } };
    const missing = { optimizer: {}, regularizers: [[{}], []] };
    expect(() => trainStep(probing, { ...state, regularizers: [[{}], []] }, batch, missing)).toThrow('no learningRate');
  });
});
