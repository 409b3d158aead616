import { describe, expect, it } from 'vitest';
import { RandomState } from './randomState.ts';
import { sampleWithoutReplacement } from './sampleWithoutReplacement.ts';

// Expected values: sklearn.utils.random.sample_without_replacement(population, count, random_state=seed), 1.9.1.
describe('sampleWithoutReplacement', () => {
  it('draws a small fraction by redrawing duplicates', () => {
    const sample = sampleWithoutReplacement(2 ** 20, 5, new RandomState(1));
    expect([...sample]).toEqual([128037, 491755, 470924, 791624, 491263]);
  });

  it('draws a medium fraction from a permutation', () => {
    expect([...sampleWithoutReplacement(10, 4, new RandomState(1))]).toEqual([2, 9, 6, 4]);
  });

  it('draws everything in order', () => {
    expect([...sampleWithoutReplacement(8, 8, new RandomState(1))]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('draws nearly everything from a reservoir', () => {
    const sample = sampleWithoutReplacement(256, 254, new RandomState(3));
    const replaced = [...sample.entries()].filter(([place, value]) => place !== value);
    expect(replaced).toEqual([
      [106, 254],
      [152, 255],
    ]);
  });
});
