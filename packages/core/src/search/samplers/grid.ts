import { Type } from 'typebox';
import { allDraws, isFiniteDomain } from '../enumeration.ts';
import { defineSampler, type UnsupportedParameter } from '../sampler.ts';
import type { Parameter } from '../space.ts';

/** Every combination once, in file order, the last parameter changing fastest. */
export const grid = defineSampler({
  name: 'grid',
  summary: 'Visits every combination of the values exactly once.',
  options: Type.Object({}),
  objectives: { least: 0, most: Number.POSITIVE_INFINITY },
  exhaustible: true,
  unsupportedParameters: ({ parameters }) => parameters.flatMap(unsupported),
  generation: () => Number.POSITIVE_INFINITY,
  start: ({ space }) => {
    // Earlier draws are not accepted again, so a restarted grid finds its place by itself.
    const points = allDraws(space);
    return {
      ask: ({ accepts }) => {
        for (let next = points.next(); !next.done; next = points.next()) if (accepts(next.value)) return next.value;
        return undefined;
      },
    };
  },
});

function unsupported(parameter: Parameter): readonly UnsupportedParameter[] {
  const { domain } = parameter;
  if (isFiniteDomain(domain)) return [];
  const [what, remedy] =
    domain.type === 'range'
      ? ['a continuous range', 'give it a `step`, list `values`, or search with `method: random`']
      : ['a distribution', 'list `values`, or search with `method: random`'];
  return [{ parameter, message: `a grid cannot visit ${what}: ${remedy}` }];
}
