import type { Catalog } from '../catalog/catalog.ts';
import { SparsweepError } from '../plugin/errors.ts';
import { completedDraw } from '../search/enqueued.ts';
import type { SamplerPlugin } from '../search/sampler.ts';
import { type Search, startSearch } from '../search/search.ts';
import { type Draw, drawKey } from '../search/space.ts';
import type { SweepSpec } from '../spec/sweepSpec.ts';
import { randomStreams } from './randomStreams.ts';

/** A search without a budget has at most so many configurations: a grid that is larger is a mistake of the file. */
const MOST_CONFIGURATIONS = 100_000;

/**
 * Begins the search of a spec.
 *
 * @throws InvalidSweepError when a configuration to try first does not satisfy the constraints, or is there twice; from
 * `next`, when nothing satisfies them.
 * @throws SparsweepError `invalid-sweep`, from `next`, when there is no budget and no end in sight.
 */
export function searchOf(spec: SweepSpec, catalog: Catalog): Search {
  const budget = configurationBudget(spec);
  const search = startSearch({
    sampler: samplerNamed(spec.search.method, catalog),
    options: { ...spec.search.options },
    problem: {
      space: spec.space,
      objectives: spec.metrics.length,
      budget: budget ?? MOST_CONFIGURATIONS + 1,
      random: randomStreams(spec.search.seed),
    },
    enqueued: enqueuedDraws(spec),
    satisfies: (draw) => satisfiesAll(spec, draw),
  });
  return {
    next: (history) => {
      const generation = search.next(history);
      if (history.length + generation.draws.length === 0) throw unsatisfiable(spec);
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

/** How often what is not given of an enqueued configuration is drawn anew for the constraints. */
const ATTEMPTS = 1000;

/** The configurations to try first, each different and allowed. */
function enqueuedDraws(spec: SweepSpec): readonly Draw[] {
  const { space, search } = spec;
  const streams = randomStreams(search.seed);
  const draws: Draw[] = [];
  const keys: string[] = [];
  for (const [i, given] of search.enqueued.entries()) {
    const stream = streams(`enqueued ${i}`);
    const candidates = Array.from({ length: ATTEMPTS }, () => completedDraw(space, given, stream));
    const allowed = candidates.filter((draw) => satisfiesAll(spec, draw));
    const draw = allowed.find((candidate) => !keys.includes(drawKey(space, candidate)));
    if (draw === undefined) throw notEnqueued(spec, i, allowed[0], keys);
    draws.push(draw);
    keys.push(drawKey(space, draw));
  }
  return draws;
}

function notEnqueued(spec: SweepSpec, index: number, repeated: Draw | undefined, keys: readonly string[]): Error {
  const path = ['search', 'enqueue', index];
  if (repeated === undefined) {
    const notes = spec.constraints.map(({ text }) => text);
    return spec.invalid({ path, message: 'this configuration does not satisfy the constraints', notes });
  }
  const first = keys.indexOf(drawKey(spec.space, repeated)) + 1;
  return spec.invalid({ path, message: `this is the same configuration as number ${first} of the list`, notes: [] });
}

/** That nothing satisfies the constraints, and how many random draws satisfy each alone. */
function unsatisfiable(spec: SweepSpec): Error {
  const stream = randomStreams(spec.search.seed)('constraints');
  const draws = Array.from({ length: ATTEMPTS }, () => completedDraw(spec.space, new Map(), stream));
  const notes = spec.constraints.map(({ text, satisfies }) => {
    return `\`${text}\` holds for ${draws.filter(satisfies).length} of ${ATTEMPTS} random configurations`;
  });
  return spec.invalid({
    path: ['constraints'],
    message: 'no configuration was found that satisfies all constraints',
    notes,
  });
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
