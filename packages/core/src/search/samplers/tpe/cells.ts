import { isFiniteDomain, valueCount } from '../../enumeration.ts';
import { quantileOf, valueAtQuantile } from '../../quantile.ts';
import type { Domain } from '../../space.ts';

/** A stretch of quantiles that all have the same value. */
export interface Cell {
  readonly low: number;
  readonly high: number;
}

/** Gives the cell of a quantile; undefined where every quantile has a value of its own. */
export function cellsOf(domain: Domain & { type: Exclude<Domain['type'], 'choice'> }): Cells | undefined {
  if (domain.type === 'range' && domain.min === domain.max) return () => ({ low: 0, high: 1 });
  if (isFiniteDomain(domain) && (!domain.log || domain.step !== undefined)) {
    const count = valueCount(domain);
    return (quantile) => {
      const index = Math.min(count - 1, Math.floor(quantile * count));
      return { low: index / count, high: (index + 1) / count };
    };
  }
  if (!domain.integer) return undefined;
  // The same distribution before it is rounded to whole numbers.
  const unrounded: Domain =
    domain.type === 'range'
      ? { ...domain, integer: false, min: domain.min - 0.5, max: domain.max + 0.5 }
      : { ...domain, integer: false };
  return (quantile) => {
    const value = valueAtQuantile(domain, quantile);
    return { low: quantileOf(unrounded, value - 0.5), high: quantileOf(unrounded, value + 0.5) };
  };
}

type Cells = (quantile: number) => Cell;
