import { log } from '@sparsweep/core/plugin';
import { mersenne } from 'pure-rand/generator/mersenne';

/**
 * The random stream of numpy's `RandomState(seed)`: MT19937 with the frozen legacy distributions.
 *
 * Source: numpy/random/src/legacy/legacy-distributions.c and numpy/random/src/distributions/distributions.c.
 */
export class RandomState {
  readonly #generator: ReturnType<typeof mersenne>;
  /** The second number of a pair drawn by `standardNormal`, not yet returned. */
  #spare: number | null = null;

  /** @param seed an integer from 0 to 2^32 - 1 */
  constructor(seed: number) {
    this.#generator = mersenne(seed);
  }

  /** The next number, uniform on [0, 1), with 53 random bits: `random_sample()` and `uniform()`. */
  uniform(): number {
    const high = this.#generator.next() >>> 5;
    const low = this.#generator.next() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** The next number of the standard normal distribution, by the polar method: `standard_normal()`. */
  standardNormal(): number {
    if (this.#spare !== null) {
      const spare = this.#spare;
      this.#spare = null;
      return spare;
    }
    let x1: number;
    let x2: number;
    let square: number;
    do {
      x1 = 2 * this.uniform() - 1;
      x2 = 2 * this.uniform() - 1;
      square = x1 * x1 + x2 * x2;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * log(square)) / square);
    this.#spare = factor * x1;
    return factor * x2;
  }

  /**
   * The next integer, uniform on 0 .. bound - 1, by rejection with a bit mask: `randint(bound)`.
   *
   * A bound of 1 uses no random bits.
   *
   * @param bound from 1 to 2^32 - 1
   */
  integer(bound: number): number {
    const largest = bound - 1;
    if (largest === 0) return 0;
    const unusedBits = Math.clz32(largest);
    let value: number;
    do {
      // Shifting left and right keeps the low bits, like numpy's mask.
      value = (this.#generator.next() << unusedBits) >>> unusedBits;
    } while (value > largest);
    return value;
  }

  /** The integers 0 .. count - 1 in random order: `permutation(count)`, and `shuffle` of `arange(count)`. */
  permutation(count: number): Int32Array {
    const order = Int32Array.from({ length: count }, (_, index) => index);
    for (let last = count - 1; last > 0; last--) {
      const chosen = this.integer(last + 1);
      const moved = order[last] ?? 0;
      order[last] = order[chosen] ?? 0;
      order[chosen] = moved;
    }
    return order;
  }
}
