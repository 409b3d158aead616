import type { RandomStreams } from '@sparsweep/core/plugin';

/**
 * Small seeded streams for tests: a SplitMix32 sequence seeded with the FNV-1a hash of purpose and seed.
 *
 * Good enough to shuffle and draw weights; sweeps use other streams.
 */
export function seededStreams(seed: number): RandomStreams {
  return (purpose) => {
    let state = 2166136261 ^ seed;
    for (const character of purpose) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619);
    const next = (): number => {
      state = (state + 0x9e3779b9) | 0;
      let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
      return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
    };
    return {
      uniform: () => (Math.floor(next() * 2 ** 27) * 2 ** 26 + Math.floor(next() * 2 ** 26)) / 2 ** 53,
      integer: (bound) => Math.floor(next() * bound),
    };
  };
}
