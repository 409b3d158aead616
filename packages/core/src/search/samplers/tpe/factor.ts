import type { Domain } from '../../space.ts';
import { cellFactor } from './cellFactor.ts';
import { cellsOf } from './cells.ts';
import { choiceFactor } from './choiceFactor.ts';
import type { TabulatedFactor } from './tabulatedFactor.ts';
import { type TruncatedNormals, truncatedNormals } from './truncatedNormals.ts';

/** What the kernels of a mixture say of one parameter. The first kernel is the prior, the others have an observation. */
export type Factor = TruncatedNormals | TabulatedFactor;

/** The kernels at some observed coordinates of a domain, after that of the prior. */
export function factorOf(domain: Domain, observations: readonly number[]): Factor {
  if (domain.type === 'choice') return choiceFactor(domain, observations);
  const cellAt = cellsOf(domain);
  return cellAt === undefined ? truncatedNormals(observations) : cellFactor(cellAt, observations);
}
