import type { TObject } from 'typebox';
import type { OptionsOf } from '../plugin/manifest.ts';
import type { RandomStream } from '../plugin/random.ts';
import { allDraws, isFiniteSpace } from './enumeration.ts';
import type { Outcome, Question, SamplerPlugin, SearchProblem } from './sampler.ts';
import { acceptedDraw } from './samplers/random.ts';
import { type Draw, drawKey, drawnOf, type Space } from './space.ts';

/** More than this is not proposed at once, so that a very long sweep is not planned whole. */
export const LARGEST_GENERATION = 2 ** 17;
/** How many random draws of an infinite space, or points of a finite one, are looked at for one that is accepted. */
const LONGEST_LOOK = { draws: 100_000, points: 1_000_000 } as const;

/** What a search goes by. */
export interface SearchSettings<Options extends TObject = TObject> {
  readonly sampler: SamplerPlugin<Options>;
  readonly options: OptionsOf<Options>;
  readonly problem: Omit<SearchProblem, 'enqueued'>;
  /** Configurations to propose before all others; each satisfies the constraints. */
  readonly enqueued: readonly Draw[];
  /** Whether a draw satisfies the constraints. */
  satisfies(draw: Draw): boolean;
}

/** What is to be tried next. */
export interface Generation {
  readonly draws: readonly Draw[];
  /** Whether nothing is left to propose after these draws, though the budget would allow it. */
  readonly isLast: boolean;
}

/** A search: generations of draws, each asked for when all outcomes of those before it are known. */
export interface Search {
  /**
   * The next generation; empty when the budget is spent or nothing is left to propose.
   *
   * @param history the outcomes of all draws that were proposed before, in their order.
   */
  next(history: readonly Outcome[]): Generation;
}

/** Begins a search. One that was just begun goes on from any history like one that lived through it. */
export function startSearch({ sampler, options, problem, enqueued, satisfies }: SearchSettings): Search {
  const { space, budget = Number.POSITIVE_INFINITY } = problem;
  const asked = sampler.start({ ...problem, enqueued: enqueued.length }, options);
  const generation = sampler.generation(options, space);
  const [largest, asksAtOnce] = [Math.min(LARGEST_GENERATION, generation), !Number.isFinite(generation)];
  const proposed = new Set<string>();
  let known = 0;

  function propose(history: readonly Outcome[], pending: readonly Draw[]): Draw | undefined {
    const accepts = (draw: Draw): boolean => !proposed.has(drawKey(space, draw)) && satisfies(draw);
    const question: Question = { history, pending, accepts };
    const draw = enqueued[history.length + pending.length] ?? asked.ask(question);
    if (draw !== undefined || sampler.exhaustible) return draw;
    return whatIsLeft(space, problem.random(`rest ${history.length + pending.length}`), accepts);
  }

  return {
    next: (history) => {
      for (; known < history.length; known++) proposed.add(drawKey(space, history[known]?.draw ?? {}));
      const pending: Draw[] = [];
      // A sampler that waits for outcomes waits for those of what was enqueued, too.
      const first = asksAtOnce ? enqueued.length + largest : enqueued.length;
      const end = history.length < enqueued.length ? first : history.length + largest;
      const size = Math.min(end, budget) - history.length;
      while (pending.length < size) {
        const draw = propose(history, pending);
        if (draw === undefined) return { draws: pending, isLast: true };
        proposed.add(drawKey(space, draw));
        pending.push(draw);
      }
      return { draws: pending, isLast: false };
    },
  };
}

/**
 * A random one of the draws that are still accepted, if a long look finds one. Of a space with more points than that,
 * the first ones in order are not a fair sample: there random draws have the last word.
 */
function whatIsLeft(space: Space, stream: RandomStream, accepts: Question['accepts']): Draw | undefined {
  if (!isFiniteSpace(space)) return acceptedDraw(space, stream, accepts, LONGEST_LOOK.draws);
  let chosen: Draw | undefined;
  let found = 0;
  let looked = 0;
  for (const draw of allDraws(space)) {
    if (looked++ === LONGEST_LOOK.points) {
      return acceptedDraw(space, stream, accepts, LONGEST_LOOK.draws) ?? chosen;
    }
    // Each of those found so far is equally likely to be kept (reservoir sampling).
    if (accepts(draw) && isPossible(space, draw) && stream.integer(++found) === 0) chosen = draw;
  }
  return chosen;
}

/** Whether a random draw can be this one: no choice in it has a probability of 0. */
function isPossible({ parameters }: Space, draw: Draw): boolean {
  return parameters.every(({ name, domain }) => {
    const drawn = drawnOf(draw, name);
    if (domain.type !== 'choice' || drawn === undefined) return true;
    return domain.probabilities?.[drawn] !== 0;
  });
}
