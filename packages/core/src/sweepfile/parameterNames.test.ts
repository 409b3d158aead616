import { describe, expect, it } from 'vitest';
import { choiceLabels, parameterNames } from './parameterNames.ts';

describe('parameterNames', () => {
  it('takes the last word if it is unique', () => {
    expect(
      parameterNames(
        [
          ['train', 'epochs'],
          ['dataset', 'rows'],
        ],
        [],
      ),
    ).toEqual(['epochs', 'rows']);
  });

  it('leaves out an index that is not needed', () => {
    expect(parameterNames([['model', 'layers[2]', 'regularizers[0]']], [])).toEqual(['regularizers']);
  });

  it('takes as many words as distinguish two values', () => {
    const units = [
      ['model', 'layers[0]', 'units'],
      ['model', 'layers[1]', 'units'],
    ];
    expect(parameterNames(units, [])).toEqual(['layers[0].units', 'layers[1].units']);
    const regularizers = [
      ['model', 'layers[0]', 'regularizers[0]'],
      ['model', 'layers[0]', 'regularizers[1]'],
    ];
    expect(parameterNames(regularizers, [])).toEqual(['regularizers[0]', 'regularizers[1]']);
  });

  it('takes no name that is the end of another path', () => {
    const paths = [
      ['dataset', 'seed'],
      ['model', 'output', 'dataset', 'seed'],
    ];
    expect(parameterNames(paths, [])).toEqual(['dataset.seed', 'output.dataset.seed']);
  });

  it('takes no name that the file gives to another value', () => {
    expect(parameterNames([['train', 'epochs']], ['epochs'])).toEqual(['train.epochs']);
  });

  it('names no value only by how it is searched or scheduled', () => {
    const scheduled = [
      ['regularizers[0]', 'density', 'from'],
      ['regularizers[0]', 'density', 'to'],
    ];
    expect(parameterNames(scheduled, [])).toEqual(['density.from', 'density.to']);
    expect(parameterNames([['regularizers[0]', 'strength', 'values[1]']], [])).toEqual(['strength.values[1]']);
    expect(
      parameterNames(
        [
          ['layers[0]', 'units'],
          ['regularizers[0]', 'k', 'values[1]', 'to'],
        ],
        [],
      ),
    ).toEqual(['units', 'k.values[1].to']);
  });
});

describe('choiceLabels', () => {
  it('shows scalars as they are', () => {
    expect(choiceLabels([1, 'relu', true, null])).toEqual([1, 'relu', true, null]);
  });

  it('shows plugins by name', () => {
    expect(
      choiceLabels([
        { use: 'l1', strength: 1 },
        { use: 'top-k', density: 0.5 },
      ]),
    ).toEqual(['l1', 'top-k']);
  });

  it('distinguishes uses of one plugin by as few options as possible', () => {
    const values = [
      { use: 'l1', target: 'weights', strength: 1, centred: true },
      { use: 'l1', target: 'weights', strength: 2 },
      { use: 'l1', target: 'activations', strength: 2 },
      { use: 'k-sparse', k: 3 },
    ];
    expect(choiceLabels(values)).toEqual([
      'l1(target=weights, strength=1)',
      'l1(target=weights, strength=2)',
      'l1(target=activations, strength=2)',
      'k-sparse',
    ]);
  });

  it('shows lists of plugins by their names, other lists and mappings as JSON', () => {
    expect(choiceLabels([[], [{ use: 'l1' }], [{ use: 'l1' }, { use: 'top-k' }]])).toEqual([
      'none',
      'l1',
      'l1 + top-k',
    ]);
    expect(choiceLabels([[1, 2], { train: 0.5 }])).toEqual(['[1,2]', '{"train":0.5}']);
  });

  it('gives every value a unique label', () => {
    const ranges = [
      { use: 'l1', strength: { min: 0, max: 1 } },
      { use: 'l1', strength: { min: 0, max: 2 } },
      { use: 'l1', strength: 3 },
    ];
    expect(choiceLabels(ranges)).toEqual(['l1 #1', 'l1 #2', 'l1 #3']);
    expect(choiceLabels(['l1', { use: 'l1' }])).toEqual(['"l1"', '{"use":"l1"}']);
    expect(choiceLabels([1, '1'])).toEqual([1, '1']);
  });

  it('distinguishes lists of plugins by options, too', () => {
    expect(choiceLabels([[{ use: 'l1', strength: 1 }], [{ use: 'l1', strength: 2 }]])).toEqual([
      'l1(strength=1)',
      'l1(strength=2)',
    ]);
    const lists = [
      [
        { use: 'l1', target: 'weights', strength: { min: 0, max: 1 } },
        { use: 'top-k', density: 0.5 },
      ],
      [
        { use: 'l1', target: 'activations', strength: 1 },
        { use: 'top-k', density: 0.5 },
      ],
      [{ use: 'l1', target: 'activations', strength: 1 }],
    ];
    expect(choiceLabels(lists)).toEqual(['l1(target=weights) + top-k', 'l1(target=activations) + top-k', 'l1']);
  });
});
