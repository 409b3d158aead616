import type { TObject } from 'typebox';
import type { OptionsOf } from '../plugin/manifest.ts';
import type { RandomStream } from '../plugin/random.ts';
import { allDraws, isFiniteSpace } from './enumeration.ts';
import type { Outcome, Question, SamplerPlugin, SearchProblem } from './sampler.ts';
import { acceptedDraw } from './samplers/random.ts';
import { type Draw, drawKey, drawnOf, type Space } from './space.ts';

/** The largest number of draws in a generation, so that a very long sweep is not planned at once. */
export const LARGEST_GENERATION = 2 ** 17;
/** How many random draws of an infinite space, or points of a finite one, are tried until one is accepted. */
const LONGEST_LOOK = { draws: 100_000, points: 1_000_000 } as const;

/** The settings of a search. */
export interface SearchSettings<Options extends TObject = TObject> {
  readonly sampler: SamplerPlugin<Options>;
  readonly options: OptionsOf<Options>;
  readonly problem: Omit<SearchProblem, 'enqueued'>;
  /** Draws to propose first; each satisfies the constraints. */
  readonly enqueued: readonly Draw[];
  /** Whether a draw satisfies the constraints. */
  satisfies(draw: Draw): boolean;
}

/** The draws to train next. */
export interface Generation {
  readonly draws: readonly Draw[];
  /** Whether nothing is left to propose after these draws, although the budget is not spent. */
  readonly isLast: boolean;
}

/** A search: a sequence of generations. The outcomes of one must be known before the next is requested. */
export interface Search {
  /**
   * The next generation; empty if the budget is spent or nothing is left to propose.
   *
   * @param history the outcomes of all earlier draws, in order of proposal.
   */
  next(history: readonly Outcome[]): Generation;
}

/** Starts a search. It depends only on the history, so it can restart in another process. */
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
      // A sampler that uses outcomes also waits for those of the enqueued draws.
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
 * A random draw among those still accepted, if any is found within `LONGEST_LOOK`. In a space with more points than
 * that the first ones are not a fair sample, so random draws are tried before one of them is used.
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
    // Reservoir sampling: each draw found so far is kept with equal probability.
    if (accepts(draw) && isPossible(space, draw) && stream.integer(++found) === 0) chosen = draw;
  }
  return chosen;
}

/** Whether no choice in a draw has probability 0. */
function isPossible({ parameters }: Space, draw: Draw): boolean {
  return parameters.every(({ name, domain }) => {
    const drawn = drawnOf(draw, name);
    if (domain.type !== 'choice' || drawn === undefined) return true;
    return domain.probabilities?.[drawn] !== 0;
  });
}
