import { describe, expect, it } from 'vitest';
import { choiceLabels } from './choiceLabels.ts';

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

  it('tells uses of one plugin apart by the options in which they differ', () => {
    const values = [
      { use: 'l1', target: 'weights', strength: 1, centred: true },
      { use: 'l1', target: 'weights', strength: 2 },
      { use: 'l1', target: 'activations', strength: 2 },
      { use: 'k-sparse', k: 3 },
    ];
    expect(choiceLabels(values)).toEqual([
      'l1(target=weights, strength=1, centred=true)',
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
    expect(choiceLabels(ranges)).toEqual([
      '{"use":"l1","strength":{"min":0,"max":1}}',
      '{"use":"l1","strength":{"min":0,"max":2}}',
      'l1(strength=3)',
    ]);
    expect(choiceLabels([[{ use: 'l1', strength: 1 }], [{ use: 'l1', strength: 2 }]])).toEqual([
      '[{"use":"l1","strength":1}]',
      '[{"use":"l1","strength":2}]',
    ]);
  });
});
