import type { RandomStream } from '../../plugin/random.ts';
import { isFiniteDomain, valueCount } from '../enumeration.ts';
import { standardNormal } from '../normal.ts';
import { quantileOf, reflected, valueAtQuantile } from '../quantile.ts';
import { type Domain, type Draw, drawnOf, makeDraw, type Space } from '../space.ts';

/** How children are made: probabilities, from 0 to 1. */
export interface Breeding {
  /** That both parents give values to the child, and not the first alone. */
  readonly crossover: number;
  /** That such a child has a value from the second parent. */
  readonly swap: number;
  /** That a value is changed; 1 in the number of values of the first parent where absent. */
  readonly mutation?: number;
}

/** Standard deviation of a mutation, as a share of all random draws. */
const DEVIATION = 0.1;

/**
 * A child of two draws: uniform crossover (Syswerda 1989), then mutation.
 *
 * What exists in the child but not in the parent whose turn it is comes from the other; what exists in neither, inside
 * a choice that they did not make, is drawn anew.
 */
export function childOf(space: Space, parents: readonly [Draw, Draw], stream: RandomStream, breeding: Breeding): Draw {
  const [first, second] = parents;
  const isCrossed = stream.uniform() < breeding.crossover;
  const mutation = breeding.mutation ?? 1 / Math.max(1, Object.keys(first).length);
  return makeDraw(space, ({ name, domain }) => {
    const swaps = isCrossed && stream.uniform() < breeding.swap;
    const [one, other] = swaps ? [second, first] : [first, second];
    const inherited = drawnOf(one, name) ?? (isCrossed ? drawnOf(other, name) : undefined);
    if (inherited === undefined) return valueAtQuantile(domain, stream.uniform());
    return stream.uniform() < mutation ? mutated(domain, inherited, stream) : inherited;
  });
}

/**
 * Another choice at random, or a number near the old one: its quantile takes a normal step, reflected at either end, so
 * that a step means the same on every scale and never leaves the domain.
 */
function mutated(domain: Domain, value: number, stream: RandomStream): number {
  if (domain.type === 'choice') return valueAtQuantile(domain, stream.uniform());
  // Of few values, a step must reach the next.
  const deviation = isFiniteDomain(domain) ? Math.max(DEVIATION, 1 / valueCount(domain)) : DEVIATION;
  return valueAtQuantile(domain, reflected(quantileOf(domain, value) + deviation * standardNormal(stream)));
}
