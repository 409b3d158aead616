/** A seeded stream of random numbers. Streams with the same seed and purpose yield the same numbers. */
export interface RandomStream {
  /** The next number, uniform on [0, 1), with 53 random bits. */
  uniform(): number;
  /** The next integer, uniform on 0 .. bound - 1; `bound` from 1 to 2^32. */
  integer(bound: number): number;
}

/** Returns the stream for a named purpose, such as `weights` or `shuffle 3`. */
export type RandomStreams = (purpose: string) => RandomStream;
