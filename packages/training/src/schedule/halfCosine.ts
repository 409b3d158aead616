/** -1/3!, 1/5!, ... -1/23!: up to pi / 2 the next would change nothing. */
const COEFFICIENTS = Array.from({ length: 11 }, (_, index) => (index % 2 === 0 ? -1 : 1) / factorial(2 * index + 3));

/**
 * (1 + cos(pi p)) / 2 for p from 0 to 1, within 2^-52: from 1 down to 0.
 *
 * It is the same number everywhere, while the last bits of `Math.cos` are the implementation's choice.
 * As cos(pi p) = sin(pi (1/2 - p)), it is the Taylor series of the sine, over at most a quarter of a turn.
 */
export function halfCosine(p: number): number {
  const angle = Math.PI * (0.5 - p);
  const square = angle * angle;
  const series = COEFFICIENTS.reduceRight((sum, coefficient) => sum * square + coefficient, 0);
  return (1 + (angle + angle * square * series)) / 2;
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
