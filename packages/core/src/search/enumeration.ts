import { type Domain, type Draw, isActive, type Space } from './space.ts';

/** A domain with finitely many values. */
type FiniteDomain = Domain & { type: 'choice' | 'range' };

/** Whether a domain is finite: a set of values, integers in a range, or steps. */
export function isFiniteDomain(domain: Domain): domain is FiniteDomain {
  return domain.type === 'choice' || (domain.type === 'range' && (domain.step !== undefined || domain.integer));
}

/** Whether a space has finitely many points. */
export function isFiniteSpace({ parameters }: Space): boolean {
  return parameters.every(({ domain }) => isFiniteDomain(domain));
}

/** The number of values of a finite domain. */
export function valueCount(domain: FiniteDomain): number {
  if (domain.type === 'choice') return domain.labels.length;
  return stepCount(domain.min, domain.max, domain.step ?? 1);
}

/** The value of a finite domain at an index, from 0: the index of a choice, or a number. */
function valueAtIndex(domain: FiniteDomain, index: number): number {
  return domain.type === 'choice' ? index : steppedValue(domain.min, domain.step ?? 1, index);
}

/**
 * All draws of a finite space, lazily, the last parameter changing fastest. A conditional parameter takes part only
 * where its choice is made.
 */
export function* allDraws(space: Space, index = 0, draw: Draw = {}): Generator<Draw, void, undefined> {
  const parameter = space.parameters[index];
  if (parameter === undefined) {
    yield draw;
  } else if (!isActive(parameter, draw)) {
    yield* allDraws(space, index + 1, draw);
  } else if (isFiniteDomain(parameter.domain)) {
    const count = valueCount(parameter.domain);
    for (let value = 0; value < count; value++) {
      yield* allDraws(space, index + 1, { ...draw, [parameter.name]: valueAtIndex(parameter.domain, value) });
    }
  }
}

/** How many of min, min + step, ... are at most max. Counts max even if binary fractions miss it slightly. */
export function stepCount(min: number, max: number, step: number): number {
  const nearest = Math.round((max - min) / step);
  return steppedValue(min, step, nearest) <= max ? nearest + 1 : nearest;
}

/**
 * `min + index * step` in decimal arithmetic: 0.1 + 2 * 0.1 is 0.3 and -0.3 + 3 * 0.1 is 0.
 *
 * The exact sum has no more decimal places than its terms, so further digits of the binary sum are cut off.
 */
export function steppedValue(min: number, step: number, index: number): number {
  const places = Math.max(decimalPlaces(min), decimalPlaces(step));
  // `toFixed` supports at most 100 places and turns a tiny negative number into -0.
  return Number((min + index * step).toFixed(Math.min(places, 100))) + 0;
}

function decimalPlaces(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  const [, fraction = ''] = digits.split('.');
  return Math.max(0, fraction.length - Number(exponent));
}
