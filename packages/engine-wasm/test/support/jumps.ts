import { at } from '@sparsweep/core/plugin';
import type { Node } from '../../src/graph/graph.ts';
import type { Sample } from './sample.ts';

/** How far a value stays from where a function jumps. */
const MARGIN = 1e-3;

type IsAway = (x: number) => boolean;

const isNotZero: IsAway = (x) => Math.abs(x) > MARGIN;
const isNotWhole: IsAway = (x) => Math.abs(x - Math.round(x)) > MARGIN;
const isNotHalf: IsAway = (x) => Math.abs(x - Math.floor(x) - 0.5) > MARGIN;

/** For functions of one number that jump: whether a number is away from there. */
const UNARY_JUMPS: Readonly<Partial<Record<string, IsAway>>> = {
  floor: isNotWhole,
  ceil: isNotWhole,
  truncate: isNotWhole,
  round: isNotHalf,
  sign: isNotZero,
  step: isNotZero,
  not: isNotZero,
};

const COMPARISONS = ['greater', 'greaterEqual', 'less', 'lessEqual', 'equal', 'notEqual'];

/**
 * Whether the inputs of an operation are so far from where it jumps that rounding does not change what it gives; NaN is
 * given to none that look for the largest.
 *
 * @param isCertain Whether the inputs are what they are, without any rounding.
 */
export function isAwayFromJumps(node: Node, inputs: readonly Sample[], isCertain: boolean): boolean {
  const values = (operand: number) => at(inputs, operand).exact;
  switch (node.op) {
    case 'unary': {
      const isAway = UNARY_JUMPS[node.function];
      return isCertain || isAway === undefined || values(0).every(isAway);
    }
    case 'binary':
      if (isCertain) return true;
      if (COMPARISONS.includes(node.function)) return areApart([...values(0)], [...values(1)]);
      return !['and', 'or'].includes(node.function) || [...values(0), ...values(1)].every(isNotZero);
    case 'select':
      return isCertain || values(0).every(isNotZero);
    case 'argument':
      return isOrdered(values(0), isCertain);
    case 'largest':
      return isOrdered(values(0), isCertain) && values(1).every((count) => Number.isFinite(count) && isNotHalf(count));
    default:
      return true;
  }
}

function areApart(left: readonly number[], right: readonly number[]): boolean {
  return left.every((a) => right.every((b) => Math.abs(a - b) > MARGIN));
}

/** Whether no two elements are so close that they may change places. */
function isOrdered(values: Float64Array, isCertain: boolean): boolean {
  if (values.some(Number.isNaN)) return false;
  const sorted = values.toSorted();
  return isCertain || sorted.every((value, i) => i === 0 || value - at(sorted, i - 1) > MARGIN);
}
