import type { RandomStream } from '../../../plugin/random.ts';

/** A factor over values that can be counted. */
export interface TabulatedFactor {
  readonly type: 'tabulated';
  /** A random coordinate from a kernel. */
  draw(kernel: number, stream: RandomStream): number;
  /** Adds a kernel, which changes none of those before it. */
  append(observation: number): void;
  /** For every kernel, the logarithm of what it has at a coordinate, up to a term that all kernels share. */
  logDensities(coordinate: number): readonly number[];
}
