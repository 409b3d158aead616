import { at } from '../../../plugin/at.ts';
import { dot } from './cholesky.ts';

/** The value and gradient of a function at a point. */
export interface Slope {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** The bounds and stopping conditions. */
export interface Limits {
  /** The bounds of each variable. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** The maximum number of steps, and the decrease per step below which to stop. */
  readonly steps: number;
  readonly tolerance: number;
}

/** The number of remembered steps, of halvings of a step, and the sufficient decrease (Armijo). */
const MEMORY = 8;
const HALVINGS = 20;
const SUFFICIENT = 1e-4;

/** A step and the change of the gradient that it made. */
interface Step {
  readonly moved: Float64Array;
  readonly turned: Float64Array;
  readonly curvature: number;
}

/**
 * Minimises a function within bounds, from `start`: limited-memory BFGS (Nocedal & Wright 2006, algorithm 7.4) over the
 * variables that are not fixed by their bounds, with steps clamped to the bounds and halved until they decrease the
 * value enough.
 */
export function minimise(
  slopeAt: (point: Float64Array) => Slope,
  start: Float64Array,
  { lower, upper, steps, tolerance }: Limits,
): { readonly point: Float64Array; readonly value: number } {
  const inside = (value: number, i: number): number => Math.min(at(upper, i), Math.max(at(lower, i), value));
  let point: Float64Array = start.map(inside);
  let { value, gradient } = slopeAt(point);
  let memory: readonly Step[] = [];
  for (let step = 0; step < steps; step++) {
    const free = gradient.map((slope, i) => (inside(at(point, i) - slope, i) === at(point, i) ? 0 : slope));
    let direction: Float64Array = downwards(memory, free).map((change, i) => (free[i] === 0 ? 0 : change));
    let fall = dot(free, direction, free.length);
    if (!(fall < 0)) {
      memory = [];
      direction = downwards(memory, free);
      fall = dot(free, direction, free.length);
    }
    if (!(fall < 0)) break;
    let next: { readonly point: Float64Array; readonly slope: Slope } | undefined;
    for (let halving = 0, length = 1; halving < HALVINGS && next === undefined; halving++, length /= 2) {
      const there = point.map((from, i) => inside(from + length * at(direction, i), i));
      const slope = slopeAt(there);
      if (slope.value <= value + SUFFICIENT * length * fall) next = { point: there, slope };
    }
    if (next === undefined) break;
    memory = remember(memory, difference(next.point, point), difference(next.slope.gradient, gradient));
    const gained = value - next.slope.value;
    point = next.point;
    ({ value, gradient } = next.slope);
    if (gained < tolerance) break;
  }
  return { point, value };
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - at(b, i));
}

function remember(memory: readonly Step[], moved: Float64Array, turned: Float64Array): readonly Step[] {
  const curvature = dot(moved, turned, moved.length);
  return curvature > 1e-12 ? [...memory, { moved, turned, curvature }].slice(-MEMORY) : memory;
}

/** The quasi-Newton descent direction. The first step is short. */
function downwards(memory: readonly Step[], gradient: Float64Array): Float64Array {
  let direction = gradient.map((slope) => -slope);
  const last = memory.at(-1);
  if (last === undefined) {
    const length = Math.sqrt(dot(gradient, gradient, gradient.length));
    return direction.map((change) => change * Math.min(1, 0.25 / length));
  }
  const shares = memory.map(() => 0);
  for (const [i, { moved, turned, curvature }] of [...memory.entries()].reverse()) {
    const share = dot(moved, direction, moved.length) / curvature;
    shares[i] = share;
    direction = direction.map((change, j) => change - share * at(turned, j));
  }
  const scale = last.curvature / dot(last.turned, last.turned, last.turned.length);
  direction = direction.map((change) => change * scale);
  for (const [i, { moved, turned, curvature }] of memory.entries()) {
    const excess = at(shares, i) - dot(turned, direction, turned.length) / curvature;
    direction = direction.map((change, j) => change + excess * at(moved, j));
  }
  return direction;
}
