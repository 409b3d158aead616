import { quantileOf, valueAtQuantile } from '../../quantile.ts';
import { type Domain, type Draw, drawnOf, type Space } from '../../space.ts';

/**
 * The coordinates of a draw, one a parameter: the index of a choice; the quantile of a number, in which every domain is
 * the unit interval and random draws are uniform; NaN for a parameter that does not exist.
 */
export function coordinatesOf({ parameters }: Space, draw: Draw): readonly number[] {
  return parameters.map(({ name, domain }) => {
    const value = drawnOf(draw, name);
    if (value === undefined) return Number.NaN;
    return domain.type === 'choice' ? value : quantileOf(domain, value);
  });
}

/** The value of a domain at a coordinate. */
export function valueAtCoordinate(domain: Domain, coordinate: number): number {
  return domain.type === 'choice' ? coordinate : valueAtQuantile(domain, coordinate);
}
