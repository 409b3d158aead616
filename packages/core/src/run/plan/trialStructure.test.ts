import { describe, expect, it } from 'vitest';
import { defineRegularizer } from '../../plugin/regularizer.ts';
import { Type } from '../../plugin.ts';
import type { TrialConfiguration } from '../../sweepfile/configuration.ts';
import { structureKey, trialStructure } from './trialStructure.ts';

const l1 = defineRegularizer({ name: 'l1', summary: 'L1.', options: Type.Object({}) });

/** A configuration with one hidden layer. */
function configuration(change: {
  readonly model?: Partial<TrialConfiguration['model']>;
  readonly train?: Partial<TrialConfiguration['train']>;
  readonly regularizer?: Readonly<Record<string, TrialConfiguration['dataset'][string]>>;
  readonly dataset?: TrialConfiguration['dataset'];
}): TrialConfiguration {
  const regularizers = change.regularizer === undefined ? [] : [{ use: 'l1', ...change.regularizer }];
  return {
    dataset: change.dataset ?? { use: 'digits', split: { train: 1 } },
    model: {
      task: 'classification',
      tied: false,
      layers: [{ units: 8, activation: 'relu', initializer: 'heNormal', regularizers }],
      output: { initializer: 'glorotUniform', regularizers: [] },
      ...change.model,
    },
    train: {
      epochs: 2,
      batchSize: 16,
      shuffle: true,
      optimizer: { use: 'adam', learningRate: 0.1, amsgrad: false },
      ...change.train,
    },
  };
}

describe('trialStructure', () => {
  it.each([
    ['classification', 2, 1, 'sigmoidCrossEntropy'],
    ['classification', 3, 3, 'softmaxCrossEntropy'],
    ['reconstruction', 3, 20, 'meanSquaredError'],
    ['reconstruction', 0, 20, 'meanSquaredError'],
  ] as const)('ends %s of %i classes in %i linear units and %s', (task, classes, units, loss) => {
    const model = { ...configuration({}).model, task };
    const { structure } = trialStructure(configuration({ model }), { inputs: 20, classes }, {});
    expect(structure.layers.map((layer) => layer.units)).toEqual([8, units]);
    expect(structure.layers.at(-1)).toMatchObject({ activation: 'linear', initializer: 'glorotUniform' });
    expect(structure).toMatchObject({ task, loss, inputs: 20, batchSize: 16, optimizer: 'adam' });
  });

  it('ties the layers of the second half to those of the first, from the outside in', () => {
    const model = { ...configuration({}).model, task: 'reconstruction', tied: true } as const;
    const tiesOf = (units: readonly number[]) => {
      const layers = units.map(
        (width) => ({ units: width, activation: 'relu', initializer: 'zeros', regularizers: [] }) as const,
      );
      const { structure } = trialStructure(
        configuration({ model: { ...model, layers } }),
        { inputs: 9, classes: 0 },
        {},
      );
      return structure.layers.map(({ tiedTo }) => tiedTo);
    };
    expect(tiesOf([4])).toEqual([undefined, 0]);
    expect(tiesOf([7, 4, 7])).toEqual([undefined, undefined, 1, 0]);
    const { structure } = trialStructure(configuration({}), { inputs: 9, classes: 2 }, {});
    expect(structure.layers.some((layer) => 'tiedTo' in layer)).toBe(false);
  });

  it('parts what shapes a regularizer from its numbers', () => {
    const strength = { schedule: 'linear', from: 0, to: 1 };
    const regularizer = { strength, power: 2, target: 'weights', nested: true };
    const { structure, hyperparameters } = trialStructure(
      configuration({ regularizer }),
      { inputs: 20, classes: 2 },
      { l1 },
    );
    expect(structure.layers[0]?.regularizers).toMatchObject([
      { plugin: { name: 'l1' }, fixed: { target: 'weights', nested: true }, numeric: ['strength', 'power'] },
    ]);
    expect(hyperparameters).toEqual({
      optimizer: { learningRate: 0.1 },
      regularizers: [[{ strength, power: 2 }], []],
    });
  });
});

describe('structureKey', () => {
  const key = (change: Parameters<typeof configuration>[0]) => structureKey(configuration(change));
  const base = { regularizer: { strength: 1, target: 'weights' } };

  it.each<[string, Parameters<typeof configuration>[0]]>([
    ['a number', { regularizer: { strength: 2, target: 'weights' } }],
    ['a schedule', { regularizer: { strength: { schedule: 'linear', from: 0, to: 1 }, target: 'weights' } }],
    ['the learning rate', { ...base, train: { optimizer: { use: 'adam', learningRate: 3, amsgrad: false } } }],
    ['the epochs', { ...base, train: { epochs: 9 } }],
    ['the order of rows', { ...base, train: { shuffle: false } }],
  ])('is the same for another value of %s', (_, change) => {
    expect(key(change)).toBe(key(base));
  });

  it.each<[string, Parameters<typeof configuration>[0]]>([
    ['a word', { regularizer: { strength: 1, target: 'activations' } }],
    ['a number that is not there', { regularizer: { target: 'weights' } }],
    ['the batch size', { ...base, train: { batchSize: 8 } }],
    ['the optimizer', { ...base, train: { optimizer: { use: 'sgd', learningRate: 0.1 } } }],
    ['a word of the optimizer', { ...base, train: { optimizer: { use: 'adam', learningRate: 0.1, amsgrad: true } } }],
    ['the dataset', { ...base, dataset: { use: 'csv', split: { train: 1 } } }],
    ['an option of the dataset', { ...base, dataset: { use: 'digits', noise: 2, split: { train: 1 } } }],
    ['the task', { ...base, model: { task: 'reconstruction' } }],
    ['tied weights', { ...base, model: { tied: true } }],
    ['the output layer', { ...base, model: { output: { initializer: 'zeros', regularizers: [] } } }],
    ['the layers', { model: { layers: [] } }],
  ])('differs for %s', (_, change) => {
    expect(key(change)).not.toBe(key(base));
  });
});
