import { at } from '../../../plugin/at.ts';
import { JOE_KUO } from './joeKuo.ts';

/** How many dimensions have direction numbers. */
export const DIMENSIONS = 256;

const ROWS = JOE_KUO.split(';');
const DIGITS = 32;

/**
 * The 32 direction numbers of a dimension of Sobol's sequence, `dimension` from 0 to 255: 32-bit integers, the first
 * with the first binary digit after the point as its sign bit.
 *
 * The first dimension is van der Corput's sequence; the others follow from primitive polynomials and first numbers by
 * the recurrence of Bratley & Fox (1988), Algorithm 659: Implementing Sobol's quasirandom sequence generator.
 */
export function directionNumbers(dimension: number): readonly number[] {
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
