import { at, defineRegularizer, type Structure, Type } from '@sparsweep/core/plugin';
import { largestByRank, loadTensorFlow, seededStreams } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import { drawWeights } from '../initializers/initialWeights.ts';
import { adam } from '../optimizers.ts';
import { initialState, mapTensors, namedTensors, tensorsOf } from './trainingState.ts';

const tf = await loadTensorFlow();

const masked = defineRegularizer({
  name: 'masked',
  summary: 'Keeps two tensors.',
  options: Type.Object({}),
  state: ({ tf, layer }) => ({ mask: tf.ones([layer.inputs, layer.units]), age: tf.scalar(0) }),
});
const stateless = defineRegularizer({ name: 'stateless', summary: 'Keeps none.', options: Type.Object({}) });
const layer = { activation: 'relu', initializer: 'heUniform' } as const;
const bound = [stateless, masked].map((plugin) => ({ plugin, fixed: {}, numeric: [] }));
const structure: Structure = {
  task: 'reconstruction',
  inputs: 3,
  layers: [
    { ...layer, units: 2, regularizers: bound },
    { ...layer, units: 3, activation: 'linear', regularizers: [], tiedTo: 0 },
  ],
  loss: 'meanSquaredError',
  optimizer: 'adam',
  batchSize: 4,
};
const context = {
  tf,
  structure,
  optimizer: adam,
  largest: (x: Parameters<typeof largestByRank>[1], count: Parameters<typeof largestByRank>[2]) =>
    largestByRank(tf, x, count),
};
const numbers = { optimizer: { learningRate: tf.scalar(0.1) }, regularizers: [[{}, {}], []] };
const state = initialState(context, drawWeights(structure, seededStreams(0)), numbers);

const SHAPES: Readonly<Record<string, readonly number[]>> = {
  step: [],
  'layers.0.kernel': [3, 2],
  'layers.0.bias': [2],
  'layers.1.bias': [3],
  'layers.0.kernel.slots.0': [3, 2],
  'layers.0.kernel.slots.1': [3, 2],
  'layers.0.bias.slots.0': [2],
  'layers.0.bias.slots.1': [2],
  'layers.1.bias.slots.0': [3],
  'layers.1.bias.slots.1': [3],
  'layers.0.regularizers.1.age': [],
  'layers.0.regularizers.1.mask': [3, 2],
};

describe('namedTensors', () => {
  it('names every tensor of a state except the kernels of tied layers', () => {
    expect(namedTensors(state).map(([name, { shape }]) => [name, shape])).toEqual(Object.entries(SHAPES));
    expect(tensorsOf(state)).toEqual(namedTensors(state).map(([, tensor]) => tensor));
  });

  it('does not depend on the order of a regularizer’s keys', () => {
    const { mask, age } = at(at(state.regularizers, 0), 1);
    if (mask === undefined || age === undefined) throw new Error('expected two tensors');
    const turned = { ...state, regularizers: [[{}, { age, mask }], []] };
    expect(namedTensors(turned).map(([name]) => name)).toEqual(Object.keys(SHAPES));
  });
});

describe('mapTensors', () => {
  it('replaces each tensor under its own name', () => {
    const names: string[] = [];
    const doubled = mapTensors(state, (tensor, name) => {
      names.push(name);
      return tf.mul(tensor, 2);
    });
    expect(names).toEqual(Object.keys(SHAPES));
    expect(namedTensors(doubled).map(([name, tensor]) => [name, [...tensor.dataSync()]])).toEqual(
      namedTensors(state).map(([name, tensor]) => [name, Array.from(tensor.dataSync(), (value) => 2 * value)]),
    );
  });

  it('rejects a kernel or a step of another rank', () => {
    expect(() => mapTensors(state, (tensor) => tf.reshape(tensor, [-1]))).toThrow(
      'the step must stay a scalar; got a tensor of shape [1]',
    );
    expect(() => mapTensors(state, (tensor, name) => (name === 'step' ? tensor : tf.reshape(tensor, [-1])))).toThrow(
      'a kernel must stay a matrix; got a tensor of shape [6]',
    );
  });
});
