import { at } from '../../../plugin/at.ts';
import type { RandomStream } from '../../../plugin/random.ts';

/** The numbers 0 .. length - 1 in random order, each order as likely as any other (Fisher & Yates; Durstenfeld 1964). */
export function permutation(length: number, stream: RandomStream): Uint32Array {
  const numbers = Uint32Array.from({ length }, (_, i) => i);
  for (let last = length - 1; last > 0; last--) {
    const other = stream.integer(last + 1);
    [numbers[last], numbers[other]] = [at(numbers, other), at(numbers, last)];
  }
  return numbers;
}
