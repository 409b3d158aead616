import type { Catalog } from '../../catalog/catalog.ts';
import { SparsweepError } from '../../plugin/errors.ts';
import { completedDraw, isWhole } from '../../search/enqueued.ts';
import type { SamplerPlugin } from '../../search/sampler.ts';
import { firstAccepted } from '../../search/samplers/random.ts';
import { type Search, startSearch } from '../../search/search.ts';
import { type Draw, drawKey } from '../../search/space.ts';
import type { SearchSpec, Sweep } from '../../sweepfile/sweepSpec.ts';
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
        throw unsatisfied(sweep, 'no configuration was found that satisfies all constraints');
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
      throw unsatisfied(sweep, `no point satisfies all constraints among ${MOST_REFUSED} in a row`);
    }
    return isAllowed;
  };
}

/** How many random draws show how often a constraint holds. */
const SAMPLE = 1000;

/** That too little satisfies the constraints, and how many random draws satisfy each alone. */
function unsatisfied({ spec, compiler }: Sweep, message: string): Error {
  const { space, seed } = spec.search;
  const stream = randomStreams(seed)('constraints');
  const draws = Array.from({ length: SAMPLE }, () => completedDraw(space, new Map(), stream));
  const notes = compiler.constraints.map(({ text, satisfies }) => {
    return `\`${text}\` holds for ${draws.filter(satisfies).length} of ${SAMPLE} random configurations`;
  });
  return compiler.errorAt({ path: ['constraints'], message, notes });
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

/** How often what is not given of an enqueued configuration is drawn anew for the constraints. */
const ATTEMPTS = 100_000;

/**
 * The configurations to try first, each different and allowed.
 *
 * @throws InvalidSweepError when one does not satisfy the constraints, or is there twice.
 */
function enqueuedDraws(sweep: Sweep): readonly Draw[] {
  const { search } = sweep.spec;
  const { space } = search;
  const streams = randomStreams(search.seed);
  const indexByKey = new Map<string, number>();
  const draws = new Map<number, Draw>();
  // What is given whole comes first, so that nothing that is drawn takes its place.
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

/** Why a configuration is not tried first, shown by one of those that it could be. */
function notEnqueued(
  { spec, compiler }: Sweep,
  index: number,
  draw: Draw,
  indexByKey: ReadonlyMap<string, number>,
): Error {
  const path = ['search', 'enqueue', index];
  const first = indexByKey.get(drawKey(spec.search.space, draw));
  if (first !== undefined) {
    const message = `this is the same configuration as number ${first + 1} of the list`;
    return compiler.errorAt({ path, message, notes: [] });
  }
  const notes = compiler.constraints.filter(({ satisfies }) => !satisfies(draw)).map(({ text }) => text);
  return compiler.errorAt({ path, message: 'this configuration does not satisfy the constraints', notes });
}
