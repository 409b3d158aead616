import type { RandomStream } from '../../../plugin/random.ts';

/** A random scrambling of the binary digits of one coordinate, which are those of a 32-bit integer. */
export interface Scrambling {
  /** Multiplies the digits by a matrix. It is linear: scrambled direction numbers make a scrambled sequence. */
  scramble(digits: number): number;
  /** What is added to the digits, each modulo 2, thereafter. */
  readonly shift: number;
}

/**
 * A random linear scrambling with a digital shift (Matousek 1998, On the L2-discrepancy for anchored boxes, section 2.3):
 * a lower triangular matrix with ones on its diagonal, so that each digit stays or flips by those before it.
 */
export function scrambling(stream: RandomStream): Scrambling {
  const rows = Array.from({ length: 32 }, (_, row) => {
    const diagonal = 1 << (31 - row);
    // The digits before this one are the bits above it.
    const before = row === 0 ? 0 : -1 << (32 - row);
    return (stream.integer(2 ** 32) & before) | diagonal;
  });
  const shift = stream.integer(2 ** 32) | 0;
  return {
    scramble: (digits) => rows.reduce((scrambled, row) => (scrambled << 1) | parity(row & digits), 0),
    shift,
  };
}

/** 1 where a 32-bit integer has an odd number of ones, else 0. */
function parity(bits: number): number {
  let folded = bits ^ (bits >>> 16);
  folded ^= folded >>> 8;
  folded ^= folded >>> 4;
  folded ^= folded >>> 2;
  folded ^= folded >>> 1;
  return folded & 1;
}
