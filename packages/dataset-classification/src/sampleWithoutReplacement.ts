import type { RandomState } from './randomState.ts';

/**
 * `count` different integers of 0 .. population - 1.
 *
 * The way of drawing depends on the ratio, as in scikit-learn's `sample_without_replacement` with method "auto"
 * (sklearn/utils/_random.pyx); the order is whatever that way leaves.
 */
export function sampleWithoutReplacement(population: number, count: number, random: RandomState): Int32Array {
  const ratio = count / population;
  if (ratio > 0.01 && ratio < 0.99) return random.permutation(population).slice(0, count);
  return ratio < 0.2 ? byTracking(population, count, random) : byReservoir(population, count, random);
}

/** Draws again what was drawn before: quick while few of many are taken. */
function byTracking(population: number, count: number, random: RandomState): Int32Array {
  const selected = new Set<number>();
  while (selected.size < count) selected.add(random.integer(population));
  return Int32Array.from(selected);
}

/** Starts from the first `count` and lets each later integer take a random place. */
function byReservoir(population: number, count: number, random: RandomState): Int32Array {
  const reservoir = Int32Array.from({ length: count }, (_, index) => index);
  for (let candidate = count; candidate < population; candidate++) {
    const place = random.integer(candidate + 1);
    if (place < count) reservoir[place] = candidate;
  }
  return reservoir;
}
