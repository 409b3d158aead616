import { log, type RandomStream } from '@sparsweep/core/plugin';

/**
 * A number from the standard normal distribution, by Marsaglia's polar method (Marsaglia & Bray, 1964).
 *
 * Of the pair that the method yields the second is let go, so that no state outlives the call.
 */
export function normal(random: RandomStream): number {
  for (;;) {
    const x = 2 * random.uniform() - 1;
    const y = 2 * random.uniform() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * log(square)) / square);
  }
}
