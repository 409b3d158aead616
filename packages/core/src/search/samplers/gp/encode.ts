import { at } from '../../../plugin/at.ts';
import type { RandomStream } from '../../../plugin/random.ts';
import { isFiniteDomain, steppedValue, valueCount } from '../../enumeration.ts';
import { ALMOST_ONE, quantileOf, valueAtQuantile } from '../../quantile.ts';
import { type Domain, type Draw, drawnOf, makeDraw, type Space } from '../../space.ts';

/** A parameter as a coordinate: a choice by its index, a number by its quantile, 0 to 1. */
export interface Coordinate {
  readonly domain: Domain;
  /** The coordinates of all its values, ascending, if there are few enough to try each. */
  readonly values?: readonly number[];
  /** The coordinate that must have the value `choice` for this parameter to exist. */
  readonly within?: { readonly coordinate: number; readonly choice: number };
}

/** The coordinate of a parameter that does not exist: the middle for a number, an index of no choice for a choice. */
const ABSENT = { number: 0.5, choice: -1 } as const;
/** Numbers with more values than this are searched as if continuous, and rounded. */
const FEW = 16;

/** The coordinates of a space, one for each parameter. */
export function coordinatesOf({ parameters }: Space): readonly Coordinate[] {
  const places = new Map(parameters.map(({ name }, place) => [name, place]));
  return parameters.map(({ domain, within }) => {
    const values = fewValues(domain);
    return {
      domain,
      ...(values === undefined ? {} : { values }),
      ...(within === undefined
        ? {}
        : { within: { coordinate: places.get(within.parameter) ?? -1, choice: within.choice } }),
    };
  });
}

function fewValues(domain: Domain): readonly number[] | undefined {
  if (domain.type === 'choice') {
    return [...domain.labels.keys()].filter((choice) => domain.probabilities?.[choice] !== 0);
  }
  if (!isFiniteDomain(domain)) return undefined;
  const count = valueCount(domain);
  if (count > FEW) return undefined;
  const { min, step = 1 } = domain;
  return Array.from({ length: count }, (_, index) => quantileOf(domain, steppedValue(min, step, index)));
}

/** Whether the parameter of a coordinate exists in a point. */
export function exists({ within }: Coordinate, point: Float64Array): boolean {
  return within === undefined || point[within.coordinate] === within.choice;
}

/** A draw as a point. */
export function encode(space: Space, draw: Draw): Float64Array {
  return Float64Array.from(space.parameters, ({ name, domain }) => {
    const value = drawnOf(draw, name);
    if (domain.type === 'choice') return value ?? ABSENT.choice;
    return value === undefined ? ABSENT.number : quantileOf(domain, value);
  });
}

/** The draw of a point, without the parameters that do not exist in it. */
export function decode(space: Space, point: Float64Array): Draw {
  return makeDraw(space, ({ domain }, place) => {
    const coordinate = at(point, place);
    return domain.type === 'choice' ? coordinate : valueAtQuantile(domain, Math.min(ALMOST_ONE, coordinate));
  });
}

/** A consistent point: parameters that do not exist are absent, and choices that now exist get their first value. */
export function settled(coordinates: readonly Coordinate[], point: Float64Array): Float64Array {
  const result = Float64Array.from(point);
  for (const [place, coordinate] of coordinates.entries()) {
    const isChoice = coordinate.domain.type === 'choice';
    if (!exists(coordinate, result)) result[place] = isChoice ? ABSENT.choice : ABSENT.number;
    else if (isChoice && at(result, place) === ABSENT.choice) result[place] = coordinate.values?.[0] ?? 0;
  }
  return result;
}

/** The point of a random draw. */
export function randomPoint(coordinates: readonly Coordinate[], stream: RandomStream): Float64Array {
  const point = new Float64Array(coordinates.length);
  for (const [place, { domain, values }] of coordinates.entries()) {
    const quantile = stream.uniform();
    if (domain.type === 'choice') point[place] = valueAtQuantile(domain, quantile);
    else point[place] = values === undefined ? quantile : quantileOf(domain, valueAtQuantile(domain, quantile));
  }
  return settled(coordinates, point);
}
