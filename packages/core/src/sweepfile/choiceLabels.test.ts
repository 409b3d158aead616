import { describe, expect, it } from 'vitest';
import { choiceLabels } from './parameterNames.ts';

describe('choiceLabels', () => {
  it('shows single values as they are', () => {
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

  it('tells uses of one plugin apart by as few of their options as it takes', () => {
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

  it('gives every value a label of its own', () => {
    const ranges = [
      { use: 'l1', strength: { min: 0, max: 1 } },
      { use: 'l1', strength: { min: 0, max: 2 } },
      { use: 'l1', strength: 3 },
    ];
    expect(choiceLabels(ranges)).toEqual(['l1 #1', 'l1 #2', 'l1 #3']);
    expect(choiceLabels(['l1', { use: 'l1' }])).toEqual(['"l1"', '{"use":"l1"}']);
    expect(choiceLabels([1, '1'])).toEqual([1, '1']);
  });

  it('tells lists of plugins apart likewise', () => {
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
