import { SparsweepError } from '@sparsweep/core/plugin';
import type { Site } from './place.ts';

/** What to do about a step that only the eager engine can run. */
const WAY_OUT = '`run.engine: tfjs` will run it';

/**
 * The error for what cannot be compiled.
 *
 * @param trouble what the place does, as the end of a sentence: "uses TopK, ...".
 */
export function notCompilable(site: Site, trouble: string, wayOut = WAY_OUT, options?: ErrorOptions): SparsweepError {
  const { owner, part } = site.place;
  const subject = site.isGradient ? `the gradient of its ${part}` : `its ${part}`;
  return new SparsweepError('not-compilable', `${owner} cannot be compiled: ${subject} ${trouble}; ${wayOut}`, options);
}
