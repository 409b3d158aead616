import { normalQuantile } from '../../numerics/normal.ts';
import { quantileOf, valueAtQuantile } from '../../quantile.ts';
import type { Domain, Space } from '../../space.ts';
import { reflected } from '../unitSteps.ts';
import type { Strategy } from './strategy.ts';

/**
 * The least standard deviation of each parameter, as quantiles; 0 for one that is continuous. It is such that of n
 * parameters and lambda points a generation, a point has another value than that in whose middle the mean is with a
 * probability of 1 / (n lambda): smaller, and a whole number would soon never change again.
 *
 * The probability is that of Hamano, Saito, Nomura & Shirakawa 2022, CMA-ES with margin, which moves the mean as well.
 */
export function leastDeviations(
  { parameters }: Space,
  mean: readonly number[],
  { dimensions, population }: Strategy,
): readonly number[] {
  const reach = normalQuantile(1 - 1 / (2 * dimensions * population));
  return parameters.map(({ domain }, i) => spacing(domain, mean[i] ?? 0) / 2 / reach);
}

/** Whether a parameter has a next value after each. */
export function isDiscrete(domain: Domain): boolean {
  return unitOf(domain) !== undefined;
}

/** How far the quantile of a value is from those of its neighbours. */
function spacing(domain: Domain, quantile: number): number {
  const unit = unitOf(domain);
  if (unit === undefined) return 0;
  const value = valueAtQuantile(domain, reflected(quantile));
  const centre = quantileOf(domain, value);
  // At an end there is one neighbour, and beyond it no distance.
  return Math.max(quantileOf(domain, value + unit) - centre, centre - quantileOf(domain, value - unit));
}

function unitOf(domain: Domain): number | undefined {
  if (domain.type === 'choice') return 1;
  if (domain.type === 'range' && domain.step !== undefined) return domain.step;
  return domain.integer ? 1 : undefined;
}
