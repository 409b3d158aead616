import type { RandomStream } from '../../plugin/random.ts';
import { normalQuantile } from '../numerics/normal.ts';

/** The greatest number below 1. */
export const ALMOST_ONE = 1 - 2 ** -53;

/** A standard normal number. */
export function standardNormal(stream: RandomStream): number {
  // The stream may yield 0, whose normal quantile is infinite.
  return normalQuantile(Math.max(1 - ALMOST_ONE, stream.uniform()));
}

/** A number put back into [0, 1), as if both ends were mirrors. */
export function reflected(value: number): number {
  const distance = Math.abs(value) % 2;
  return Math.min(ALMOST_ONE, distance > 1 ? 2 - distance : distance);
}
