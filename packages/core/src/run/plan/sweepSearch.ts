import type { Catalog } from '../../catalog/catalog.ts';
import { SparsweepError } from '../../plugin/errors.ts';
import { completedDraw, isWhole } from '../../search/enqueued.ts';
import type { SamplerPlugin } from '../../search/sampler.ts';
import { firstAccepted } from '../../search/samplers/random.ts';
import { type Search, startSearch } from '../../search/search.ts';
import { type Draw, drawKey } from '../../search/space.ts';
import type { Sweep } from '../../sweepfile/configurationCompiler.ts';
import type { SearchSpec } from '../../sweepfile/sweepSpec.ts';
import { randomStreams } from './randomStreams.ts';

/** An exhaustive search gives up after this many points in a row that violate the constraints. */
const MOST_REFUSED = 1_000_000;
/** A search without a budget may have this many configurations; a larger grid is a mistake in the file. */
const MOST_CONFIGURATIONS = 100_000;

/**
 * Starts the search of a sweep.
 *
 * @throws InvalidSweepError when an enqueued configuration violates the constraints or is listed twice; from `next`, when
 * no configuration satisfies the constraints, or too few for an exhaustive search.
 * @throws SparsweepError `invalid-sweep`, from `next`, when a search without a budget does not end.
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

/** Whether a draw satisfies the constraints; throws if hardly any does, instead of walking a vast grid to its end. */
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

/** How many random draws estimate how often a constraint holds. */
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

/** How many configurations the budget of trials allows; undefined if the search ends by itself. */
function configurationBudget({ trials, replicates }: SearchSpec): number | undefined {
  return trials === undefined ? undefined : Math.floor(trials / replicates);
}

function samplerNamed(name: string, catalog: Catalog): SamplerPlugin {
  const sampler = catalog.samplers.find((candidate) => candidate.name === name);
  if (sampler === undefined) throw new SparsweepError('unknown-plugin', `there is no search method \`${name}\``);
  return sampler;
}

/** How often the missing values of an enqueued configuration are drawn until the constraints hold. */
const ATTEMPTS = 100_000;

/**
 * The enqueued configurations, completed by random values, each different and allowed by the constraints.
 *
 * @throws InvalidSweepError when one violates the constraints or is listed twice.
 */
function enqueuedDraws(sweep: Sweep): readonly Draw[] {
  const { search } = sweep.spec;
  const { space } = search;
  const streams = randomStreams(search.seed);
  const indexByKey = new Map<string, number>();
  const draws = new Map<number, Draw>();
  // Complete configurations first, so that no random completion takes the place of one.
  for (const isGiven of [true, false]) {
    for (const [i, given] of search.enqueued.entries()) {
      if (isWhole(space, given) !== isGiven) continue;
      const stream = streams(`enqueued ${i}`);
      const draw = firstAccepted(
        isGiven ? 1 : ATTEMPTS,
        (candidate) => sweep.compiler.allows(candidate) && !indexByKey.has(drawKey(space, candidate)),
        () => completedDraw(space, given, stream),
      );
      if (draw === undefined) throw notEnqueued(sweep, i, completedDraw(space, given, stream), indexByKey);
      draws.set(i, draw);
      indexByKey.set(drawKey(space, draw), i);
    }
  }
  return [...draws].toSorted(([a], [b]) => a - b).map(([, draw]) => draw);
}

/** The error of an enqueued configuration, shown with one of its completions. */
function notEnqueued(
  { spec, compiler }: Sweep,
  index: number,
  draw: Draw,
  indexByKey: ReadonlyMap<string, number>,
): Error {
  const path = ['search', 'enqueue', index];
  const first = indexByKey.get(drawKey(spec.search.space, draw));
  if (first !== undefined) return compiler.errorAt({ path, id: 'duplicate-configuration', data: { earlier: first } });
  const constraints = compiler.constraints.filter(({ satisfies }) => !satisfies(draw)).map(({ text }) => text);
  return compiler.errorAt({ path, id: 'constraint-unsatisfied', data: { constraints } });
}
