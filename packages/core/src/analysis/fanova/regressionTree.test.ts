import { describe, expect, it } from 'vitest';
import { choice, parameter, range } from '../../../test/search/parameters.ts';
import { mainEffects } from '../fanova.ts';
import { featureOf } from './feature.ts';
import { growTree } from './regressionTree.ts';

const ROWS = [
  { x: 1, method: 0 },
  { x: 3, method: 1 },
  { x: 5, method: 0 },
  { x: 9, method: 1 },
];
const features = [
  featureOf(parameter('x', range(0, 10)), ROWS),
  featureOf(parameter('method', choice(3, [0.5, 0.3, 0.2])), ROWS),
];
const sampleOf = (targets: readonly number[], counts = [1, 1, 1, 1]) => ({
  targets: Float64Array.from(targets),
  counts: Float64Array.from(counts),
});

describe('a tree', () => {
  it('splits half way between values and puts unseen choices in the larger part', () => {
    const leaves = growTree(features, sampleOf([0, 0, 6, 6]));
    expect(leaves.toSorted((a, b) => a.value - b.value)).toEqual([
      {
        value: 0,
        box: [
          { type: 'interval', low: 0, high: 0.4 },
          { type: 'choices', choices: [0, 1, 2] },
        ],
      },
      {
        value: 6,
        box: [
          { type: 'interval', low: 0.4, high: 1 },
          { type: 'choices', choices: [0, 1, 2] },
        ],
      },
    ]);
    const byMethod = growTree(features, sampleOf([0, 6, 0, 6], [1, 1, 2, 1]));
    expect(byMethod.map(({ value, box }) => [value, box[1]]).toSorted()).toEqual([
      [0, { type: 'choices', choices: [0, 2] }],
      [6, { type: 'choices', choices: [1] }],
    ]);
  });

  it('weighs a configuration by how often it was drawn', () => {
    expect(
      growTree(features, sampleOf([0, 1, 6, 6], [1, 0, 3, 0]))
        .map(({ value }) => value)
        .toSorted(),
    ).toEqual([0, 6]);
    // x = 3 was not drawn: the threshold lies between 1 and 5.
    const [side] = growTree(features, sampleOf([0, 1, 6, 6], [1, 0, 3, 0])).map(({ box }) => box[0]);
    expect([side]).toContainEqual({ type: 'interval', low: expect.closeTo(0.3), high: 1 });
  });

  it('averages configurations that no parameter separates', () => {
    const same = [featureOf(parameter('x', range(0, 10)), [{ x: 1 }, { x: 1 }, { x: 1 }])];
    const sample = { targets: Float64Array.of(0, 3, 9), counts: Float64Array.of(2, 1, 1) };
    expect(growTree(same, sample)).toEqual([{ value: 3, box: [{ type: 'interval', low: 0, high: 1 }] }]);
  });
});

describe('the main effects of a tree', () => {
  it('are the variances of its marginal predictions', () => {
    // 8 where x < 0.5 and the method is 0, else 0. Of x alone: 4 and 0; of the method alone: 4, 0 and 0.
    const leaves = [
      {
        value: 8,
        box: [
          { type: 'interval', low: 0, high: 0.5 },
          { type: 'choices', choices: [0] },
        ],
      },
      {
        value: 0,
        box: [
          { type: 'interval', low: 0.5, high: 1 },
          { type: 'choices', choices: [0] },
        ],
      },
      {
        value: 0,
        box: [
          { type: 'interval', low: 0, high: 1 },
          { type: 'choices', choices: [1, 2] },
        ],
      },
    ] as const;
    const { total, alone } = mainEffects(leaves, features);
    expect(total).toBeCloseTo(0.25 * 36 + 0.75 * 4, 12);
    expect(alone[0]).toBeCloseTo(4, 12);
    expect(alone[1]).toBeCloseTo(4, 12);
  });
});
