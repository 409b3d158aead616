import { type Domain, type Draw, isActive, type Space } from './space.ts';
import { stepCount, steppedValue } from './steps.ts';

/** A domain whose values can be counted. */
export type FiniteDomain = Domain & { type: 'choice' | 'range' };

/** Whether a domain has a next value after each: a set of values, whole numbers in a range, or steps. */
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
 * All points of a finite space, lazily, the last parameter changing fastest. A parameter takes part only where the
 * choice that it stands in was made.
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
