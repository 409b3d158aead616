import { Type } from 'typebox';
import { defineSampler, positionOf } from '../sampler.ts';
import { childOf } from './breeding.ts';
import { type Individual, survivors, tournamentWinner } from './population.ts';
import { ATTEMPTS, acceptedDraw, firstAccepted } from './random.ts';

const OPTIONS = Type.Object({
  population: Type.Integer({
    minimum: 2,
    maximum: 10_000,
    default: 50,
    description: 'How many configurations a generation has, and how many of all are kept as parents.',
  }),
  crossover: Type.Number({
    minimum: 0,
    maximum: 1,
    default: 0.9,
    description: 'Probability that both parents give values to a child, instead of only one.',
  }),
  swap: Type.Number({
    minimum: 0,
    maximum: 1,
    default: 0.5,
    description: 'Probability that a child of two parents takes a value from the second.',
  }),
  mutation: Type.Optional(
    Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'Probability that a value mutates; by default one value per child on average.',
    }),
  ),
});

/**
 * NSGA-II (Deb, Pratap, Agarwal & Meyarivan 2002, A fast and elitist multiobjective genetic algorithm), with the
 * defaults of Optuna's NSGAIISampler, except that mutations are small steps instead of new draws, tournaments use
 * crowding, and no configuration is proposed twice.
 *
 * The first generation is random; it and the enqueued configurations compete to be parents of the second.
 */
export const nsga2 = defineSampler({
  name: 'nsga2',
  summary: 'Breeds the best configurations, generation after generation; for one metric or several at once.',
  options: OPTIONS,
  objectives: { least: 1, most: Number.POSITIVE_INFINITY },
  exhaustible: false,
  unsupportedParameters: () => [],
  generation: ({ population }) => population,
  start: ({ space, enqueued, random }, { population, ...breeding }) => {
    let parents: readonly Individual[] = [];
    /** How much of the history has been considered for the parents. */
    let selected = 0;

    return {
      ask: (question) => {
        const { history, accepts } = question;
        for (let end = Math.max(selected, enqueued) + population; end <= history.length; end += population) {
          parents = survivors([...parents, ...history.slice(selected, end)], population);
          selected = end;
        }
        const stream = random(`proposal ${positionOf(question)}`);
        if (parents.length === 0) return acceptedDraw(space, stream, accepts, ATTEMPTS);
        return firstAccepted(ATTEMPTS, accepts, () => {
          const first = tournamentWinner(parents, stream);
          const second = tournamentWinner(parents, stream);
          return childOf(space, [first.draw, second.draw], stream, breeding);
        });
      },
    };
  },
});
