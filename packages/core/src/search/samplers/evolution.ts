import { Type } from 'typebox';
import { at } from '../../plugin/at.ts';
import type { RandomStream } from '../../plugin/random.ts';
import { byFirstLoss, defineSampler, type Outcome, positionOf } from '../sampler.ts';
import { childOf } from './breeding.ts';
import { ATTEMPTS, acceptedDraw, firstAccepted } from './random.ts';

const OPTIONS = Type.Object({
  population: Type.Integer({
    minimum: 2,
    maximum: 10_000,
    default: 30,
    description: 'How many of the latest configurations may have children; the first ones are random.',
  }),
  tournament: Type.Integer({
    minimum: 1,
    maximum: 10_000,
    default: 10,
    description: 'How many of them, picked at random, compete to be a parent; more explore less.',
  }),
  generation: Type.Integer({
    minimum: 1,
    maximum: 10_000,
    default: 10,
    description: 'How many configurations are proposed before their outcomes are known.',
  }),
  mutation: Type.Optional(
    Type.Number({
      exclusiveMinimum: 0,
      maximum: 1,
      description: 'Probability that a value mutates; by default one value per child on average.',
    }),
  ),
});

/**
 * Regularized, or aging, evolution (Real, Aggarwal, Huang & Le 2019, Regularized evolution for image classifier
 * architecture search, algorithm 1): a child is a mutation of the best of a few random ones of the latest
 * configurations. Configurations leave the population by age, not by loss, so that lucky ones have no lasting
 * influence.
 *
 * Breeds whole generations at a time; the article breeds one child for each configuration that leaves.
 */
export const evolution = defineSampler({
  name: 'evolution',
  summary: 'Mutates the best of the latest configurations; for noisy losses and many choices.',
  options: OPTIONS,
  objectives: { least: 1, most: 1 },
  exhaustible: false,
  unsupportedParameters: () => [],
  generation: ({ generation }) => generation,
  start: ({ space, random }, { population, tournament, mutation }) => {
    const breeding = { crossover: 0, swap: 0, ...(mutation === undefined ? {} : { mutation }) };
    return {
      ask: (question) => {
        const { history, accepts } = question;
        const stream = random(`proposal ${positionOf(question)}`);
        if (history.length < population) return acceptedDraw(space, stream, accepts, ATTEMPTS);
        return firstAccepted(ATTEMPTS, accepts, () => {
          const { draw } = tournamentWinner(history, population, tournament, stream);
          return childOf(space, [draw, draw], stream, breeding);
        });
      },
    };
  },
});

/** The best of `size` outcomes picked at random, with repetition, from the latest `population`. */
function tournamentWinner(
  history: readonly Outcome[],
  population: number,
  size: number,
  stream: RandomStream,
): Outcome {
  const pick = (): Outcome => at(history, history.length - population + stream.integer(population));
  let winner = pick();
  for (let picked = 1; picked < size; picked++) {
    const rival = pick();
    if (byFirstLoss(rival, winner) < 0) winner = rival;
  }
  return winner;
}
