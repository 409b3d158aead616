import { at } from '../../../plugin/at.ts';
import type { Outcome } from '../../sampler.ts';
import type { Space } from '../../space.ts';
import { encode } from './encode.ts';
import { consideredOutcomes, fittedLength, fittedOutcomes } from './evidence.ts';
import { factorOf, fitKernel } from './fit.ts';
import { type Surface, withPoint } from './posterior.ts';
import { targetsOf } from './targets.ts';

/** A surface, and the outcomes of its points. */
export interface Learnt {
  readonly surface: Surface;
  readonly outcomes: readonly Outcome[];
}

/**
 * Gives the surface of a history. At certain lengths of the history it is made anew, with a kernel fitted to what was
 * known then; in between it grows by a point for each outcome. What is kept from one call to the next only saves work.
 */
export function learner(space: Space): (history: readonly Outcome[]) => Learnt {
  let fitted = 0;
  let known = 0;
  let learnt: Learnt | undefined;
  return (history) => {
    const length = fittedLength(history.length);
    if (learnt === undefined || length !== fitted) {
      learnt = learnAnew(space, history.slice(0, length));
      fitted = length;
      known = length;
    }
    for (; known < history.length; known++) {
      const outcome = at(history, known);
      learnt = {
        surface: withPoint(learnt.surface, encode(space, outcome.draw)),
        outcomes: [...learnt.outcomes, outcome],
      };
    }
    return learnt;
  };
}

function learnAnew(space: Space, history: readonly Outcome[]): Learnt {
  const encoded = ({ draw }: Outcome): Float64Array => encode(space, draw);
  const fitted = fittedOutcomes(history);
  const kernel = fitKernel(fitted.map(encoded), targetsOf(fitted));
  const outcomes = consideredOutcomes(history);
  const points = outcomes.map(encoded);
  return { surface: { kernel, points, factor: factorOf(kernel, points) }, outcomes };
}
