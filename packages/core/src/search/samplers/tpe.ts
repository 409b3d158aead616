import { Type } from 'typebox';
import { at } from '../../plugin/at.ts';
import type { RandomStream } from '../../plugin/random.ts';
import { defineSampler, positionOf, type Question } from '../sampler.ts';
import { type Draw, makeDraw } from '../space.ts';
import { ATTEMPTS, acceptedDraw, firstAccepted } from './random.ts';
import { assumeBad, groupsOf, hasGroup, type Model, modelOf, mostPromising } from './tpe/model.ts';
import { coordinatesOf, startRanking, valueAtCoordinate } from './tpe/ranking.ts';

const OPTIONS = Type.Object({
  startup: Type.Integer({
    minimum: 1,
    maximum: 100_000,
    default: 10,
    description: 'How many configurations are random, including enqueued ones, before the model is used.',
  }),
  candidates: Type.Integer({
    minimum: 1,
    maximum: 10_000,
    default: 24,
    description: 'How many configurations are compared for each that is proposed.',
  }),
  generation: Type.Integer({
    minimum: 1,
    maximum: 1000,
    default: 4,
    description: 'How many configurations are proposed, and can be trained at once, before the model learns from them.',
  }),
});

/** After this many unaccepted draws, one candidate each is enough: the most promising ones are known or forbidden. */
const WEIGHED_ATTEMPTS = 10;

/**
 * The tree-structured Parzen estimator (Bergstra, Bardenet, Bengio & Kegl 2011, Algorithms for hyper-parameter
 * optimization; Watanabe 2023, Tree-structured Parzen estimator), with the defaults of Optuna's
 * `TPESampler(multivariate=True, group=True)`. For several metrics the first Pareto fronts count as good, and from the
 * last of them the points with the largest joint hypervolume (after Ozaki, Tanigaki, Watanabe & Onishi 2020,
 * Multiobjective tree-structured Parzen estimator).
 *
 * Pending draws of the same generation count as bad, so that proposals spread (constant liar).
 */
export const tpe = defineSampler({
  name: 'tpe',
  summary: 'Models which configurations are good and proposes similar ones; for one metric or several.',
  options: OPTIONS,
  objectives: { least: 1, most: Number.POSITIVE_INFINITY },
  exhaustible: false,
  unsupportedParameters: () => [],
  generation: ({ generation }) => generation,
  start: ({ space, objectives, random }, { startup, candidates }) => {
    const groups = groupsOf(space);
    const groupOf = space.parameters.map((_, place) => groups.findIndex((group) => group.includes(place)));
    const rank = startRanking(space, objectives);
    /** One model per group, made from `learned.outcomes` outcomes and `learned.pending` pending draws. */
    let models: readonly Model[] = [];
    let learned = { outcomes: 0, pending: 0 };
    /** For each group, the indices in the history of the outcomes that have it. */
    const members: readonly number[][] = groups.map(() => []);

    /** Makes new models for a new generation, and adds the draws pending since. */
    function learn({ history, pending }: Question): void {
      if (history.length !== learned.outcomes || pending.length < learned.pending) {
        const ranked = rank(history);
        models = groups.map((group, index) => {
          const known = at(members, index);
          for (let place = learned.outcomes; place < history.length; place++) {
            if (hasGroup(at(ranked.coordinates, place), group)) known.push(place);
          }
          return modelOf(space, group, known, ranked);
        });
        learned = { outcomes: history.length, pending: 0 };
      }
      for (const draw of pending.slice(learned.pending)) {
        const coordinates = coordinatesOf(space, draw);
        for (const [index, model] of models.entries()) assumeBad(model, at(groups, index), coordinates);
      }
      learned = { outcomes: history.length, pending: pending.length };
    }

    function modelledDraw(count: number, stream: RandomStream): Draw {
      const chosen = new Map<number, readonly number[]>();
      return makeDraw(space, ({ domain }, place) => {
        const index = at(groupOf, place);
        const coordinates = chosen.get(index) ?? mostPromising(at(models, index), count, stream);
        chosen.set(index, coordinates);
        return valueAtCoordinate(domain, at(coordinates, at(groups, index).indexOf(place)));
      });
    }

    return {
      ask: (question) => {
        const stream = random(`proposal ${positionOf(question)}`);
        if (question.history.length === 0 || positionOf(question) < startup) {
          return acceptedDraw(space, stream, question.accepts, ATTEMPTS);
        }
        learn(question);
        return firstAccepted(ATTEMPTS, question.accepts, (attempt) =>
          modelledDraw(attempt < WEIGHED_ATTEMPTS ? candidates : 1, stream),
        );
      },
    };
  },
});
