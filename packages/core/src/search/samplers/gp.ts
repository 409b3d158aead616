import { Type } from 'typebox';
import { at } from '../../plugin/at.ts';
import { byFirstLoss, defineSampler, positionOf } from '../sampler.ts';
import { mostPromising } from './gp/acquire.ts';
import { coordinatesOf, decode, encode } from './gp/encode.ts';
import { isFinished, learner, targetsOf } from './gp/learn.ts';
import { posteriorOf, withBelief } from './gp/posterior.ts';
import { ATTEMPTS, acceptedDraw } from './random.ts';

/** The number of best configurations whose neighbours are searched. */
const CENTRES = 5;

const OPTIONS = Type.Object({
  startup: Type.Integer({
    minimum: 1,
    maximum: 10_000,
    default: 10,
    description: 'How many configurations are random, including enqueued ones, before the model is used.',
  }),
  generation: Type.Integer({
    minimum: 1,
    maximum: 1000,
    default: 1,
    description: 'How many configurations are proposed at once, before their outcomes are known.',
  }),
});

/**
 * Bayesian optimization (Jones, Schonlau & Welch 1998, Efficient global optimization of expensive black-box functions):
 * a Gaussian process with a Matern kernel, with one length scale per parameter, models the loss; proposals maximize the
 * expected improvement. Kernel, priors and acquisition are those of Optuna's GPSampler.
 *
 * Numbers are compared by quantiles (a logarithmic range by logarithms); any two choices are equally far apart. Pending
 * draws are assumed to meet their prediction (kriging believer: Ginsbourger, Le Riche & Carraro 2010).
 */
export const gp = defineSampler({
  name: 'gp',
  summary: 'Models the loss by a Gaussian process; needs the fewest trials, for one metric.',
  options: OPTIONS,
  objectives: { least: 1, most: 1 },
  exhaustible: false,
  unsupportedParameters: () => [],
  generation: ({ generation }) => generation,
  start: ({ space, random }, { startup }) => {
    const coordinates = coordinatesOf(space);
    const learn = learner(space);
    return {
      ask: (question) => {
        const { history, pending, accepts } = question;
        const stream = random(`proposal ${positionOf(question)}`);
        const isEarly = positionOf(question) < startup || !history.some(isFinished);
        if (isEarly) return acceptedDraw(space, stream, accepts, ATTEMPTS);
        const { surface, outcomes } = learn(history);
        const targets = targetsOf(outcomes);
        const posterior = pending.map((draw) => encode(space, draw)).reduce(withBelief, posteriorOf(surface, targets));
        const order = [...outcomes.keys()].sort((a, b) => byFirstLoss(at(outcomes, a), at(outcomes, b)) || a - b);
        const centres = order.slice(0, CENTRES).map((place) => at(surface.points, place));
        const best = targets.reduce((least, target) => Math.min(least, target));
        const acceptsPoint = (point: Float64Array): boolean => accepts(decode(space, point));
        const point = mostPromising({ coordinates, posterior, best, centres }, stream, acceptsPoint);
        return point === undefined ? acceptedDraw(space, stream, accepts, ATTEMPTS) : decode(space, point);
      },
    };
  },
});
