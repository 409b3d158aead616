/** A wait is not doubled beyond this, in milliseconds. */
const LONGEST = 60_000;

/**
 * How long a trial waits to be tried again, in milliseconds: twice as long after each attempt.
 *
 * @param first the wait after the first attempt, in milliseconds.
 * @param attempt the one that was lost, from 1.
 */
export function retryDelay(first: number, attempt: number): number {
  return Math.min(first * 2 ** (attempt - 1), Math.max(first, LONGEST));
}
