import { describe, expect, it } from 'vitest';
import { configurationName, selected, selectionOf, toggled } from './selection.ts';

describe('a selection', () => {
  it('keeps the slots of the other configurations, and gives a free slot to a new one', () => {
    const without = toggled(selectionOf([3, 5, 8]), 5, 4);
    expect([...without]).toEqual([
      [3, 0],
      [8, 2],
    ]);
    expect(toggled(without, 1, 4).get(1)).toBe(1);
  });

  it('does not change when no slot is free', () => {
    const full = selectionOf([3, 5]);
    expect(toggled(full, 7, 2)).toBe(full);
  });

  it('lists its configurations in the order of the table', () => {
    expect(
      selected(
        new Map([
          [9, 0],
          [2, 1],
        ]),
      ),
    ).toEqual([
      { configuration: 2, slot: 1 },
      { configuration: 9, slot: 0 },
    ]);
  });
});

describe('configurationName', () => {
  const none = { mean: null, sd: null, n: 0 };
  const configuration = { number: 7, outcome: none, zeroWeights: none, zeroActivations: none };

  it('is the number and the label of the configuration', () => {
    expect(configurationName({ ...configuration, label: 'k 4' })).toBe('7: k 4');
    expect(configurationName({ ...configuration, label: '' })).toBe('configuration 7');
  });
});
