import { Type } from 'typebox';
import { byFirstLoss, defineSampler, type Outcome, positionOf, type UnsupportedParameter } from '../sampler.ts';
import type { Parameter, Space } from '../space.ts';
import { beginDescent, candidates, type Descent, descended, quantilesOf } from './cmaEs/descent.ts';
import { defaultPopulation } from './cmaEs/learning.ts';

const OPTIONS = Type.Object({
  population: Type.Optional(
    Type.Integer({
      minimum: 4,
      maximum: 10_000,
      description: 'How many configurations a generation has; by default 4 + floor(3 ln n) for n parameters.',
    }),
  ),
  sigma: Type.Number({
    exclusiveMinimum: 0,
    maximum: 1,
    default: 1 / 6,
    description: 'The standard deviation of the first generation, as a share of each range.',
  }),
});

/**
 * CMA-ES (Hansen 2016, The CMA evolution strategy: a tutorial) with its default parameters, including negative weights.
 * A normal distribution over quantiles, in which every scale is linear, moves to where losses are low.
 *
 * It starts in the middle of all ranges or at the best enqueued configuration, and restarts elsewhere after it has
 * converged.
 */
export const cmaEs = defineSampler({
  name: 'cmaEs',
  summary: 'Moves a normal distribution to where losses are low (CMA-ES); for numbers with interacting effects.',
  options: OPTIONS,
  objectives: { least: 1, most: 1 },
  exhaustible: false,
  unsupportedParameters: ({ parameters }) => parameters.flatMap(unsupported),
  generation: ({ population }, { parameters }) => population ?? defaultPopulation(parameters.length),
  start: (problem, { population = defaultPopulation(problem.space.parameters.length), sigma }) => {
    const { space, enqueued, random } = problem;
    let descent: Descent | undefined;
    /** The length of the history that the descent has learned from. */
    let known = enqueued;

    return {
      ask: (question) => {
        const { history, accepts } = question;
        descent ??= beginDescent(space, beginning(space, history.slice(0, enqueued)), population, sigma);
        while (known + descent.strategy.population <= history.length) {
          const end = known + descent.strategy.population;
          descent = descended(descent, history.slice(known, end), known, problem, sigma);
          known = end;
        }
        const stream = random(`proposal ${positionOf(question)}`);
        for (const { draw } of candidates(space, descent.distribution, stream)) if (accepts(draw)) return draw;
        return undefined;
      },
    };
  },
});

/** The quantiles of the best outcome, or the middle of all ranges if all failed. */
function beginning(space: Space, outcomes: readonly Outcome[]): readonly number[] {
  const [best] = outcomes.toSorted(byFirstLoss);
  return best === undefined || best.losses === null ? space.parameters.map(() => 0.5) : quantilesOf(space, best.draw);
}

function unsupported(parameter: Parameter): readonly UnsupportedParameter[] {
  const remedy = 'or search with `method: tpe`';
  if (parameter.domain.type === 'choice') {
    const message = `CMA-ES cannot search a choice: give a range (\`min\`, \`max\`) if the values are numbers, ${remedy}`;
    return [{ parameter, message }];
  }
  if (parameter.within === undefined) return [];
  const message = `CMA-ES cannot search a parameter inside a choice: take it out of the choice, ${remedy}`;
  return [{ parameter, message }];
}
