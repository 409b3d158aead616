import { at } from '../../../plugin/at.ts';
import type { RandomStream, RandomStreams } from '../../../plugin/random.ts';
import { JOE_KUO } from './joeKuo.ts';

/** Each coordinate of a point is a whole number of 32 binary digits, from 0 to less than this. */
export const RESOLUTION = 2 ** 32;

/** One coordinate of a sequence: maps the index of a point, 0 .. 2^32 - 1, to the coordinate, 0 .. 2^32 - 1. */
type Sequence = (index: number) => number;

/**
 * A coordinate of Sobol's sequence without scrambling, `dimension` from 0, in the Gray code order of Antonov & Saleev
 * (1979), An economic method of computing LP-tau sequences.
 */
export function plainSequence(dimension: number): Sequence {
  return sequenceOf(directionNumbers(dimension), 0);
}

/**
 * The same coordinate, randomly scrambled: every point is uniform, and the points are spread as evenly as before. Every
 * dimension has its own random stream.
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

/** The number of dimensions with direction numbers. */
export const DIMENSIONS = 256;

const ROWS = JOE_KUO.split(';');
const DIGITS = 32;

/**
 * The 32 direction numbers of a dimension of Sobol's sequence, `dimension` from 0 to 255, as 32-bit integers: the first
 * binary digit after the point is the sign bit.
 *
 * The first dimension is van der Corput's sequence; the others follow from primitive polynomials and first numbers by
 * the recurrence of Bratley & Fox (1988), Algorithm 659: Implementing Sobol's quasirandom sequence generator.
 */
function directionNumbers(dimension: number): readonly number[] {
  if (dimension === 0) return Array.from({ length: DIGITS }, (_, digit) => 1 << (DIGITS - 1 - digit));
  const [polynomial = 0, ...first] = at(ROWS, dimension - 1)
    .trim()
    .split(/\s+/)
    .map(Number);
  const degree = first.length;
  const directions = first.map((number, digit) => number << (DIGITS - 1 - digit));
  for (let digit = degree; digit < DIGITS; digit++) {
    const oldest = at(directions, digit - degree);
    let direction = oldest ^ (oldest >>> degree);
    for (let back = 1; back < degree; back++) {
      const isInPolynomial = ((polynomial >>> (degree - 1 - back)) & 1) === 1;
      if (isInPolynomial) direction ^= at(directions, digit - back);
    }
    directions.push(direction);
  }
  return directions;
}

/** A random scrambling of the binary digits of one coordinate, given as a 32-bit integer. */
interface Scrambling {
  /** Multiplies the digits by a matrix. This is linear, so scrambling the direction numbers scrambles the sequence. */
  scramble(digits: number): number;
  /** Added to the digits afterwards, each modulo 2. */
  readonly shift: number;
}

/**
 * A random linear scrambling with a digital shift (Matousek 1998, On the L2-discrepancy for anchored boxes, section
 * 2.3): a lower triangular matrix with ones on its diagonal: each digit stays or flips depending on those before it.
 */
function scrambling(stream: RandomStream): Scrambling {
  const rows = Array.from({ length: 32 }, (_, row) => {
    const diagonal = 1 << (31 - row);
    // The digits before this one are the higher bits.
    const before = row === 0 ? 0 : -1 << (32 - row);
    return (stream.integer(2 ** 32) & before) | diagonal;
  });
  const shift = stream.integer(2 ** 32) | 0;
  return {
    scramble: (digits) => rows.reduce((scrambled, row) => (scrambled << 1) | parity(row & digits), 0),
    shift,
  };
}

/** 1 if a 32-bit integer has an odd number of ones, else 0. */
function parity(bits: number): number {
  let folded = bits ^ (bits >>> 16);
  folded ^= folded >>> 8;
  folded ^= folded >>> 4;
  folded ^= folded >>> 2;
  folded ^= folded >>> 1;
  return folded & 1;
}
