import type { Catalog } from '../../catalog/catalog.ts';
import { SparsweepError } from '../../plugin/errors.ts';
import { completedDraw } from '../../search/enqueued.ts';
import type { SamplerPlugin } from '../../search/sampler.ts';
import { type Search, startSearch } from '../../search/search.ts';
import type { Draw } from '../../search/space.ts';
import type { SearchSpec, Sweep } from '../../sweepfile/sweepSpec.ts';
import { enqueuedDraws } from './enqueuedDraws.ts';
import { randomStreams } from './randomStreams.ts';

/** A search that visits every point gives up after so many in a row that do not satisfy the constraints. */
const MOST_REFUSED = 1_000_000;
/** A search without a budget has at most so many configurations: a grid that is larger is a mistake of the file. */
const MOST_CONFIGURATIONS = 100_000;

/**
 * Begins the search of a spec.
 *
 * @throws InvalidSweepError when a configuration to try first does not satisfy the constraints, or is there twice; from
 * `next`, when nothing satisfies them, or too little for a search that visits every point.
 * @throws SparsweepError `invalid-sweep`, from `next`, when there is no budget and no end in sight.
 */
export function searchOf(sweep: Sweep, catalog: Catalog): Search {
  const { search: spec, origin } = sweep.spec;
  const budget = configurationBudget(spec);
  const sampler = samplerNamed(spec.method, catalog);
  const search = startSearch({
    sampler,
    options: { ...spec.options },
    problem: {
      space: spec.space,
      objectives: spec.metrics.length,
      budget: budget ?? MOST_CONFIGURATIONS + 1,
      random: randomStreams(spec.seed),
    },
    enqueued: enqueuedDraws(sweep),
    satisfies: sampler.exhaustible ? endingSoon(sweep) : (draw) => sweep.compiler.allows(draw),
  });
  return {
    next: (history) => {
      const generation = search.next(history);
      if (history.length + generation.draws.length === 0) {
        throw unsatisfied(sweep);
      }
      if (budget === undefined && history.length + generation.draws.length > MOST_CONFIGURATIONS) {
        throw new SparsweepError(
          'invalid-sweep',
          `${origin.path}: the search has more than ${MOST_CONFIGURATIONS} configurations; ` +
            'list fewer values, use larger steps, or set search.trials',
        );
      }
      return generation;
    },
  };
}

/** Whether a draw satisfies the constraints; throws where hardly any does, lest a vast grid be walked to its end. */
function endingSoon(sweep: Sweep): (draw: Draw) => boolean {
  let refused = 0;
  return (draw) => {
    const isAllowed = sweep.compiler.allows(draw);
    refused = isAllowed ? 0 : refused + 1;
    if (refused === MOST_REFUSED) {
      throw unsatisfied(sweep, MOST_REFUSED);
    }
    return isAllowed;
  };
}

/** How many random draws show how often a constraint holds. */
const SAMPLE = 1000;

/**
 * The error that too few configurations satisfy the constraints, with how many random draws satisfy each of them.
 *
 * @param tried how many configurations were tried in a row; undefined when the search found none at all.
 */
function unsatisfied({ spec, compiler }: Sweep, tried?: number): Error {
  const { space, seed } = spec.search;
  const stream = randomStreams(seed)('constraints');
  const draws = Array.from({ length: SAMPLE }, () => completedDraw(space, new Map(), stream));
  const constraints = compiler.constraints.map(({ text, satisfies }) => ({
    text,
    count: draws.filter(satisfies).length,
  }));
  const data = { tried, sample: SAMPLE, constraints };
  return compiler.errorAt({ path: ['constraints'], id: 'unsatisfiable-constraints', data });
}

/** How many configurations the budget of trials allows; undefined where the search ends by itself. */
function configurationBudget({ trials, replicates }: SearchSpec): number | undefined {
  return trials === undefined ? undefined : Math.floor(trials / replicates);
}

function samplerNamed(name: string, catalog: Catalog): SamplerPlugin {
  const sampler = catalog.samplers.find((candidate) => candidate.name === name);
  if (sampler === undefined) throw new SparsweepError('unknown-plugin', `there is no search method \`${name}\``);
  return sampler;
}
