import { at } from '../plugin/at.ts';
import { exp } from '../plugin/exp.ts';
import { log as ln } from '../plugin/log.ts';
import { stepCount, steppedValue } from './enumeration.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import type { Domain } from './space.ts';

/** The smallest quantile of a normal distribution that is used instead of 0. */
const ALMOST_ZERO = 2 ** -53;
/** The greatest number below 1. */
export const ALMOST_ONE = 1 - ALMOST_ZERO;

/**
 * The value of a domain at a quantile of its distribution, 0 <= quantile < 1. Uniform quantiles give random draws of
 * the domain.
 */
export function valueAtQuantile(domain: Domain, quantile: number): number {
  switch (domain.type) {
    case 'choice':
      return choiceAt(domain, quantile);
    case 'range':
      return rangeAt(domain, quantile);
    default: {
      const inside = Math.min(ALMOST_ONE, Math.max(ALMOST_ZERO, quantile));
      const normal = domain.mu + domain.sigma * normalQuantile(inside);
      const value = domain.type === 'normal' ? normal : exp(normal);
      // Adding 0 turns -0 into 0, which is what the store returns.
      return domain.integer ? Math.round(value) + 0 : value;
    }
  }
}

/**
 * The quantile of a value of a domain: the probability of lower values, plus half the probability of the value itself.
 * At least 0 and less than 1, so that `valueAtQuantile` inverts it. A value outside the domain has the quantile of the
 * nearest end.
 */
export function quantileOf(domain: Domain, value: number): number {
  const [below, upTo] = shareOf(domain, value);
  return Math.min(ALMOST_ONE, Math.max(0, below + (upTo - below) / 2));
}

/** A number reflected into [0, 1) at both ends. */
export function reflected(value: number): number {
  const distance = Math.abs(value) % 2;
  return Math.min(ALMOST_ONE, distance > 1 ? 2 - distance : distance);
}

/** The probabilities of values below a value and up to it. */
function shareOf(domain: Domain, value: number): readonly [number, number] {
  switch (domain.type) {
    case 'choice':
      return shareOfChoice(domain, value);
    case 'range':
      return shareOfNumber(domain, value);
    default: {
      const { type, mu, sigma, integer } = domain;
      const share = (bound: number): number => {
        const normal = type === 'normal' ? bound : ln(Math.max(0, bound));
        return normalCdf((normal - mu) / sigma);
      };
      return integer ? [share(value - 0.5), share(value + 0.5)] : [share(value), share(value)];
    }
  }
}

function shareOfChoice(
  { labels, probabilities }: Domain & { type: 'choice' },
  index: number,
): readonly [number, number] {
  if (probabilities === undefined) return [index / labels.length, (index + 1) / labels.length];
  let below = 0;
  for (let earlier = 0; earlier < index; earlier++) below += at(probabilities, earlier);
  return [below, below + at(probabilities, index)];
}

function shareOfNumber(domain: Domain & { type: 'range' }, value: number): readonly [number, number] {
  const { min, max, integer, log, step } = domain;
  const inside = Math.min(max, Math.max(min, value));
  if (step !== undefined) {
    const count = stepCount(min, max, step);
    const index = Math.min(count - 1, Math.round((inside - min) / step));
    return [index / count, (index + 1) / count];
  }
  if (min === max) return [0, 1];
  const half = integer ? 0.5 : 0;
  const scale = log ? ln : (x: number): number => x;
  const [low, high] = [scale(min - half), scale(max + half)];
  const share = (bound: number): number => (scale(bound) - low) / (high - low);
  return [share(inside - half), share(inside + half)];
}

function choiceAt({ labels, probabilities }: Domain & { type: 'choice' }, quantile: number): number {
  if (probabilities === undefined) return Math.floor(quantile * labels.length);
  let left = quantile;
  const index = probabilities.findIndex((probability) => {
    left -= probability;
    return left < 0;
  });
  // Probabilities may sum to slightly less than 1: the rest belongs to the last choice with a probability above 0.
  return index === -1 ? probabilities.findLastIndex((probability) => probability > 0) : index;
}

function rangeAt({ min, max, integer, log, step }: Domain & { type: 'range' }, quantile: number): number {
  if (step !== undefined) return steppedValue(min, step, Math.floor(quantile * stepCount(min, max, step)));
  if (integer && !log) return min + Math.floor(quantile * (max - min + 1));
  // Half a unit on either side gives the first and last integers the same probability as the others.
  const [low, high] = integer ? [min - 0.5, max + 0.5] : [min, max];
  const value = log ? exp(ln(low) + (ln(high) - ln(low)) * quantile) : low + (high - low) * quantile;
  return Math.min(max, Math.max(min, integer ? Math.round(value) : value));
}
