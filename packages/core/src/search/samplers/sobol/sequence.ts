import { at } from '../../../plugin/at.ts';
import type { RandomStreams } from '../../../plugin/random.ts';
import { directionNumbers } from './directionNumbers.ts';
import { scrambling } from './scrambling.ts';

/** Each coordinate of a point is a whole number of 32 binary digits, from 0 to less than this. */
export const RESOLUTION = 2 ** 32;

/** One coordinate of every point of a sequence: the point's index, from 0 to 2^32 - 1, in; 0 .. 2^32 - 1 out. */
export type Sequence = (index: number) => number;

/**
 * A coordinate of Sobol's sequence, `dimension` from 0, as it is without scrambling; in the order of Antonov & Saleev
 * (1979), An economic method of computing LP-tau sequences: an index selects digits by its Gray code.
 */
export function plainSequence(dimension: number): Sequence {
  return sequenceOf(directionNumbers(dimension), 0);
}

/**
 * The same coordinate, scrambled at random so that every point is uniform, and the points among each other as evenly
 * spread as before. Every dimension is scrambled by a stream of its own.
 */
export function scrambledSequence(dimension: number, random: RandomStreams): Sequence {
  const { scramble, shift } = scrambling(random(`scramble ${dimension}`));
  return sequenceOf(directionNumbers(dimension).map(scramble), shift);
}

function sequenceOf(directions: readonly number[], shift: number): Sequence {
  return (index) => {
    let coordinate = shift;
    for (let code = index ^ (index >>> 1), digit = 0; code !== 0; code >>>= 1, digit++) {
      if ((code & 1) === 1) coordinate ^= at(directions, digit);
    }
    return coordinate >>> 0;
  };
}
