import { at } from '../../../plugin/at.ts';
import { dot } from './cholesky.ts';

/** The value of a function in a point, and its gradient there. */
export interface Slope {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** How far to go, and for how long. */
export interface Limits {
  /** The least and the greatest value of each variable. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** The most steps, and the fall of the value in a step that is too small to go on. */
  readonly steps: number;
  readonly tolerance: number;
}

/** How many steps the shape of the function is learnt from, how often a step is halved, and what it must gain. */
const MEMORY = 8;
const HALVINGS = 20;
const SUFFICIENT = 1e-4;

/** A step that was made, and by how much it changed the gradient. */
interface Step {
  readonly moved: Float64Array;
  readonly turned: Float64Array;
  readonly curvature: number;
}

/**
 * Follows a function within a box down to a minimum near `start`: limited-memory BFGS (Nocedal & Wright 2006,
 * algorithm 7.4) over the variables that are not held by their bounds, with steps that end at the box and are halved
 * until they gain enough.
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

/** Minus the gradient, in the shape of the function as far as it is known; the first step is short. */
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
