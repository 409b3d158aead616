import type { RandomStream } from '../../plugin/random.ts';
import { isFiniteDomain, valueCount } from '../enumeration.ts';
import { standardNormal } from '../normal.ts';
import { quantileOf, reflected, valueAtQuantile } from '../quantile.ts';
import { type Domain, type Draw, drawnOf, makeDraw, type Space } from '../space.ts';

/** The probabilities by which children are made, from 0 to 1. */
export interface Breeding {
  /** That both parents give values to the child, instead of only the first. */
  readonly crossover: number;
  /** That such a child takes a value from the second parent. */
  readonly swap: number;
  /** That a value mutates; by default 1 / (number of values of the first parent). */
  readonly mutation?: number;
}

/** Standard deviation of a mutation, in quantiles. */
const DEVIATION = 0.1;

/**
 * A child of two draws: uniform crossover (Syswerda 1989), then mutation.
 *
 * A parameter that the chosen parent lacks comes from the other parent; one that both lack is drawn at random.
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
 * A random choice, or a number near the old one: its quantile takes a normal step, reflected at both ends, so steps are
 * comparable on every scale and stay in the domain.
 */
function mutated(domain: Domain, value: number, stream: RandomStream): number {
  if (domain.type === 'choice') return valueAtQuantile(domain, stream.uniform());
  // With few values, a step must reach the next value.
  const deviation = isFiniteDomain(domain) ? Math.max(DEVIATION, 1 / valueCount(domain)) : DEVIATION;
  return valueAtQuantile(domain, reflected(quantileOf(domain, value) + deviation * standardNormal(stream)));
}
