import type { RandomStream } from '../../../plugin/random.ts';
import type { Domain } from '../../space.ts';
import { cellFactor } from './cellFactor.ts';
import { cellsOf } from './cells.ts';
import { choiceFactor } from './choiceFactor.ts';
import { type TruncatedNormals, truncatedNormals } from './truncatedNormals.ts';

/** What the kernels of a mixture say of one parameter. The first kernel is the prior, the others have an observation. */
export type Factor = TruncatedNormals | TabulatedFactor;

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

/** The kernels at some observed coordinates of a domain, after that of the prior. */
export function factorOf(domain: Domain, observations: readonly number[]): Factor {
  if (domain.type === 'choice') return choiceFactor(domain, observations);
  const cellAt = cellsOf(domain);
  return cellAt === undefined ? truncatedNormals(observations) : cellFactor(cellAt, observations);
}
