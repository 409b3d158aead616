import type { Catalog } from '../catalog/catalog.ts';
import { SparsweepError } from '../plugin/errors.ts';
import { completedDraw, isWhole } from '../search/enqueued.ts';
import type { SamplerPlugin } from '../search/sampler.ts';
import { type Search, startSearch } from '../search/search.ts';
import { type Draw, drawKey } from '../search/space.ts';
import type { SweepSpec } from '../spec/sweepSpec.ts';
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
export function searchOf(spec: SweepSpec, catalog: Catalog): Search {
  const budget = configurationBudget(spec);
  const sampler = samplerNamed(spec.search.method, catalog);
  const search = startSearch({
    sampler,
    options: { ...spec.search.options },
    problem: {
      space: spec.space,
      objectives: spec.metrics.length,
      budget: budget ?? MOST_CONFIGURATIONS + 1,
      random: randomStreams(spec.search.seed),
    },
    enqueued: enqueuedDraws(spec),
    satisfies: sampler.exhaustible ? endingSoon(spec) : (draw) => satisfiesAll(spec, draw),
  });
  return {
    next: (history) => {
      const generation = search.next(history);
      if (history.length + generation.draws.length === 0) {
        throw unsatisfied(spec, 'no configuration was found that satisfies all constraints');
      }
      if (budget === undefined && history.length + generation.draws.length > MOST_CONFIGURATIONS) {
        throw new SparsweepError(
          'invalid-sweep',
          `${spec.path}: the search has more than ${MOST_CONFIGURATIONS} configurations; ` +
            'list fewer values, use larger steps, or set search.trials',
        );
      }
      return generation;
    },
  };
}

function satisfiesAll({ constraints }: SweepSpec, draw: Draw): boolean {
  return constraints.every((constraint) => constraint.satisfies(draw));
}

/** Whether a draw satisfies the constraints; throws where hardly any does, lest a vast grid be walked to its end. */
function endingSoon(spec: SweepSpec): (draw: Draw) => boolean {
  let refused = 0;
  return (draw) => {
    const isAllowed = satisfiesAll(spec, draw);
    refused = isAllowed ? 0 : refused + 1;
    if (refused === MOST_REFUSED) {
      throw unsatisfied(spec, `no point satisfies all constraints among ${MOST_REFUSED} in a row`);
    }
    return isAllowed;
  };
}

/** How often what is not given of an enqueued configuration is drawn anew for the constraints. */
const ATTEMPTS = 100_000;
/** How many random draws show how often a constraint holds. */
const SAMPLE = 1000;

/** The configurations to try first, each different and allowed. */
function enqueuedDraws(spec: SweepSpec): readonly Draw[] {
  const { space, search } = spec;
  const streams = randomStreams(search.seed);
  const indexByKey = new Map<string, number>();
  const draws = new Map<number, Draw>();
  // What is given whole comes first, so that nothing that is drawn takes its place.
  for (const isGiven of [true, false]) {
    for (const [i, given] of search.enqueued.entries()) {
      if (isWhole(space, given) !== isGiven) continue;
      const stream = streams(`enqueued ${i}`);
      const draw = attempt(
        isGiven ? 1 : ATTEMPTS,
        () => completedDraw(space, given, stream),
        (candidate) => {
          return satisfiesAll(spec, candidate) && !indexByKey.has(drawKey(space, candidate));
        },
      );
      if (draw === undefined) throw notEnqueued(spec, i, completedDraw(space, given, stream), indexByKey);
      draws.set(i, draw);
      indexByKey.set(drawKey(space, draw), i);
    }
  }
  return [...draws].toSorted(([a], [b]) => a - b).map(([, draw]) => draw);
}

/** The first of up to `attempts` draws that is accepted. */
function attempt(attempts: number, draw: () => Draw, accepts: (draw: Draw) => boolean): Draw | undefined {
  for (let made = 0; made < attempts; made++) {
    const candidate = draw();
    if (accepts(candidate)) return candidate;
  }
  return undefined;
}

/** Why a configuration is not tried first, shown by one of those that it could be. */
function notEnqueued(spec: SweepSpec, index: number, draw: Draw, indexByKey: ReadonlyMap<string, number>): Error {
  const path = ['search', 'enqueue', index];
  const first = indexByKey.get(drawKey(spec.space, draw));
  if (first !== undefined) {
    const message = `this is the same configuration as number ${first + 1} of the list`;
    return spec.invalid({ path, message, notes: [] });
  }
  const notes = spec.constraints.filter(({ satisfies }) => !satisfies(draw)).map(({ text }) => text);
  return spec.invalid({ path, message: 'this configuration does not satisfy the constraints', notes });
}

/** That too little satisfies the constraints, and how many random draws satisfy each alone. */
function unsatisfied(spec: SweepSpec, message: string): Error {
  const stream = randomStreams(spec.search.seed)('constraints');
  const draws = Array.from({ length: SAMPLE }, () => completedDraw(spec.space, new Map(), stream));
  const notes = spec.constraints.map(({ text, satisfies }) => {
    return `\`${text}\` holds for ${draws.filter(satisfies).length} of ${SAMPLE} random configurations`;
  });
  return spec.invalid({ path: ['constraints'], message, notes });
}

/** How many configurations the budget of trials allows; undefined where the search ends by itself. */
function configurationBudget({ search: { trials }, replicates }: SweepSpec): number | undefined {
  return trials === undefined ? undefined : Math.floor(trials / replicates);
}

function samplerNamed(name: string, catalog: Catalog): SamplerPlugin {
  const sampler = catalog.samplers.find((candidate) => candidate.name === name);
  if (sampler === undefined) throw new SparsweepError('unknown-plugin', `there is no search method \`${name}\``);
  return sampler;
}
