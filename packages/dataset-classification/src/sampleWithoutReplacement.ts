import type { RandomState } from './randomState.ts';

/**
 * `count` distinct integers from 0 .. population - 1.
 *
 * The algorithm and the order of the result depend on the ratio, as in scikit-learn's `sample_without_replacement` with
 * method "auto" (sklearn/utils/_random.pyx).
 */
export function sampleWithoutReplacement(population: number, count: number, random: RandomState): Int32Array {
  const ratio = count / population;
  if (ratio > 0.01 && ratio < 0.99) return random.permutation(population).slice(0, count);
  return ratio < 0.2 ? byTracking(population, count, random) : byReservoir(population, count, random);
}

/** Redraws repeated integers: fast for a small fraction. */
function byTracking(population: number, count: number, random: RandomState): Int32Array {
  const selected = new Set<number>();
  while (selected.size < count) selected.add(random.integer(population));
  return Int32Array.from(selected);
}

/** Reservoir sampling: each later integer replaces a random place or none. */
function byReservoir(population: number, count: number, random: RandomState): Int32Array {
  const reservoir = Int32Array.from({ length: count }, (_, index) => index);
  for (let candidate = count; candidate < population; candidate++) {
    const place = random.integer(candidate + 1);
    if (place < count) reservoir[place] = candidate;
  }
  return reservoir;
}
