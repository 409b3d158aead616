import type { Graph } from '../graph/graph.ts';
import { NETWORK, type Place, type Site } from './place.ts';

/** A tensor, or a call that made tensors, as it was recorded. */
export interface Recorded {
  /** Its node in the graph. */
  readonly node: number;
  /** What made it: the name of a kernel, or a word for what is none. */
  readonly kernel: string;
  /** What ran; null outside of hooks and optimizers. */
  readonly place: Place | null;
  /** Whether TensorFlow.js made it for a gradient. */
  readonly isGradient: boolean;
  /** Whether TensorFlow.js would differentiate it. */
  readonly isOnTape: boolean;
  readonly parents: readonly Recorded[];
}

/** A graph recorded for a fixed number of rows. */
export interface Recording {
  readonly graph: Graph;
  /** For each node, what it was recorded for. */
  readonly origins: readonly Recorded[];
}

/**
 * The site that a recorded tensor belongs to.
 *
 * Within a gradient no hook runs; the site is then that of the nearest ancestor that a hook made.
 */
export function siteOf(recorded: Pick<Recorded, 'place' | 'isGradient' | 'parents'>): Site {
  const { place, isGradient, parents } = recorded;
  return { place: place ?? (isGradient ? nearestPlace(parents) : null) ?? NETWORK, isGradient };
}

/** The place of the nearest ancestor that has one, in breadth-first order. */
function nearestPlace(parents: readonly Recorded[]): Place | null {
  const seen = new Set(parents);
  for (const { place, parents: grandparents } of seen) {
    if (place !== null) return place;
    // A set is walked on through what is added to it on the way.
    for (const grandparent of grandparents) seen.add(grandparent);
  }
  return null;
}
