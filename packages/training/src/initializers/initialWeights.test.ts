import type { Structure } from '@sparsweep/core/plugin';
import { seededStreams } from '@sparsweep/testkit';
import { describe, expect, it } from 'vitest';
import { checkedWeights, drawWeights, firstWeights, transposed } from './initialWeights.ts';

const layer = { activation: 'relu', initializer: 'heUniform', regularizers: [] } as const;
const structure: Structure = {
  task: 'classification',
  inputs: 3,
  layers: [
    { ...layer, units: 4 },
    { ...layer, units: 5 },
    { ...layer, units: 1, activation: 'linear' },
  ],
  loss: 'sigmoidCrossEntropy',
  optimizer: 'sgd',
  batchSize: 8,
};

describe('drawWeights', () => {
  it('has the shapes of the structure and zero biases', () => {
    const weights = drawWeights(structure, seededStreams(0));
    expect(weights.map(({ inputs, units, kernel, bias }) => [inputs, units, kernel.length, [...bias]])).toEqual([
      [3, 4, 12, [0, 0, 0, 0]],
      [4, 5, 20, [0, 0, 0, 0, 0]],
      [5, 1, 5, [0]],
    ]);
  });

  it('draws each layer independently of the others', () => {
    const [first] = drawWeights({ ...structure, layers: structure.layers.slice(0, 1) }, seededStreams(0));
    const [same, other] = drawWeights(structure, seededStreams(0));
    expect(same).toEqual(first);
    expect(other?.kernel.slice(0, 12)).not.toEqual(first?.kernel);
  });
});

const tied: Structure = {
  ...structure,
  layers: [
    { ...layer, units: 2 },
    { ...layer, units: 3, tiedTo: 0 },
  ],
};

describe('tied weights', () => {
  it('are transposes of the kernels they are tied to and use no random numbers', () => {
    const drawn: string[] = [];
    const [first, second] = drawWeights(tied, (purpose) => {
      drawn.push(purpose);
      return seededStreams(0)(purpose);
    });
    expect(drawn).toEqual(['weights 0']);
    const [a, b, c, d, e, f] = first?.kernel ?? [];
    expect([...(second?.kernel ?? [])]).toEqual([a, c, e, b, d, f]);
    expect([second?.inputs, second?.units, second?.bias.length]).toEqual([2, 3, 3]);
  });

  it('must also be transposes when given', () => {
    const given = drawWeights(tied, seededStreams(0));
    expect(checkedWeights(tied, given)).toBe(given);
    const wrong = given.with(1, { inputs: 2, units: 3, kernel: new Float32Array(6), bias: new Float32Array(3) });
    expect(() => checkedWeights(tied, wrong)).toThrow(
      'the initial kernel of layer 1 must be the transpose of the kernel of layer 0, to which it is tied; pass the transpose',
    );
  });
});

describe('firstWeights', () => {
  it('uses the given weights after checking them, or draws them', () => {
    const random = seededStreams(0);
    const initialWeights = drawWeights(structure, seededStreams(1));
    expect(firstWeights(structure, { random })).toEqual(drawWeights(structure, random));
    expect(firstWeights(structure, { random, initialWeights })).toBe(initialWeights);
    expect(() => firstWeights(structure, { random, initialWeights: [] })).toThrow('have 0 layers');
  });
});

describe('checkedWeights', () => {
  const fitting = drawWeights(structure, seededStreams(0));

  it('returns weights that match', () => {
    expect(checkedWeights(structure, fitting)).toBe(fitting);
  });

  it('names what does not match', () => {
    expect(() => checkedWeights(structure, fitting.slice(1))).toThrow('have 2 layers, the model has 3');
    const wrong = fitting.with(1, { inputs: 4, units: 6, kernel: new Float32Array(24), bias: new Float32Array(6) });
    expect(() => checkedWeights(structure, wrong)).toThrow(
      /layer 1 are for 4 inputs and 6 units.*the model has 4 inputs and 5 units/,
    );
    const short = fitting.with(2, { inputs: 5, units: 1, kernel: new Float32Array(4), bias: new Float32Array(1) });
    expect(() => checkedWeights(structure, short)).toThrow(/layer 2 .*4 kernel and 1 bias values/);
  });
});

describe('transposed', () => {
  it('turns rows into columns', () => {
    expect([...transposed(Float32Array.of(1, 2, 3, 4, 5, 6), 2, 3)]).toEqual([1, 4, 2, 5, 3, 6]);
    expect([...transposed(Float32Array.of(1, 2), 1, 2)]).toEqual([1, 2]);
  });
});
