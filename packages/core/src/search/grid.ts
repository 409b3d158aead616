import { Type } from 'typebox';
import { defineSampler, type Obstacle } from './sampler.ts';
import { type Domain, type Draw, isActive, type Parameter, type Space } from './space.ts';
import { stepCount, steppedValue } from './steps.ts';

/** Every combination once, in the order of the file, the last parameter changing fastest. */
export const grid = defineSampler({
  name: 'grid',
  summary: 'Visits every combination of the values exactly once.',
  options: Type.Object({}),
  generation: Number.POSITIVE_INFINITY,
  exhaustible: true,
  obstacles: ({ parameters }) => parameters.flatMap(obstacle),
  start: (space) => {
    const points = gridPoints(space);
    return { ask: (count) => takeNext(points, count) };
  },
});

function obstacle(parameter: Parameter): readonly Obstacle[] {
  const { domain } = parameter;
  if (domain.type === 'choice' || isStepped(domain)) return [];
  const [what, remedy] =
    domain.type === 'range'
      ? ['a continuous range', 'give it a `step`, list `values`, or search with `method: random`']
      : ['a distribution', 'list `values`, or search with `method: random`'];
  return [{ parameter, message: `a grid cannot visit ${what}: ${remedy}` }];
}

/** A range that has a next value after each. */
function isStepped(domain: Domain): domain is Domain & { type: 'range' } {
  return domain.type === 'range' && (domain.step !== undefined || domain.integer);
}

/** The next `count` values of a generator, which stays open for more. */
function takeNext<Value>(values: Iterator<Value, void>, count: number): Value[] {
  const taken: Value[] = [];
  while (taken.length < count) {
    const next = values.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

/** All points of the space, lazily. A parameter takes part only where the choice that it stands in was made. */
function* gridPoints(space: Space, index = 0, draw: Draw = {}): Generator<Draw, void, undefined> {
  const parameter = space.parameters[index];
  if (parameter === undefined) {
    yield draw;
  } else if (!isActive(parameter, draw)) {
    yield* gridPoints(space, index + 1, draw);
  } else {
    for (const value of domainValues(parameter.domain)) {
      yield* gridPoints(space, index + 1, { ...draw, [parameter.name]: value });
    }
  }
}

/** The values of an enumerable domain in order: indices of choices, or numbers. */
function* domainValues(domain: Domain): Generator<number, void, undefined> {
  if (domain.type === 'choice') yield* domain.labels.keys();
  if (!isStepped(domain)) return;
  const { min, max, step = 1 } = domain;
  const count = stepCount(min, max, step);
  for (let index = 0; index < count; index++) yield steppedValue(min, step, index);
}
