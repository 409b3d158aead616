import { at } from '@sparsweep/core/plugin';
import type { Node } from '../../src/graph/graph.ts';
import { GraphBuilder, mapInputs } from '../../src/graph/graphBuilder.ts';
import { interpret } from '../../src/graph/interpret.ts';

/** The largest magnitude of a value. */
const LARGEST = 1e4;

/** The most that rounding may have changed a value. */
const TOLERANCE = { relative: 1e-6, absolute: 1e-7 };

/**
 * Evaluates an operation. Undefined where a small difference in its inputs, or another order of summation, could make a large
 * difference: where a function jumps, large numbers cancel, or a number is divided by zero.
 *
 * @param node The operation; its inputs are those of its graph.
 * @param inputs The values of its inputs, in order.
 * @param admitsNonFinite Whether the value may have NaN and infinities.
 */
export function wellConditioned(
  node: Node,
  inputs: readonly Sample[],
  rows: number,
  admitsNonFinite: boolean,
): Sample | undefined {
  const values = inputs.map((input) => input.exact);
  const isCertain = inputs.every((input) => input.isCertain);
  if (!isDefined(node, values) || !isAwayFromJumps(node, inputs, isCertain)) return undefined;
  const exact = evaluate(node, inputs, values, rows);
  const operands = inputs.map((input) => input.rounded);
  const rounded = evaluate(node, inputs, operands, rows).map(Math.fround);
  if (!exact.every((value, i) => isClose(value, at(rounded, i), admitsNonFinite))) return undefined;
  const isSame = exact.every((value, i) => Object.is(value, at(rounded, i)));
  return { node, exact, rounded, isCertain: isCertain && isSame && !isInexact(node) };
}

/** Excludes quotients and powers that depend on the sign of a zero, or on 1 to the power of NaN. */
function isDefined(node: Node, values: readonly Float64Array[]): boolean {
  if (node.op !== 'binary') return true;
  const [left, right] = [at(values, 0), at(values, 1)];
  if (node.function === 'divide') return right.every((value) => value !== 0);
  if (node.function !== 'pow') return true;
  const isSmallPower = right.every((value) => Math.abs(value) <= 3 && Number.isInteger(value));
  const isPositive = left.every((value) => value > 0.01);
  return (
    [...left, ...right].every(Number.isFinite) && left.every((value) => value !== 0) && (isSmallPower || isPositive)
  );
}

/** Whether another way to compute it, such as by a reciprocal, may yield another value even for an exact result. */
function isInexact(node: Node): boolean {
  if (node.op === 'rows') return node.power < 0;
  if (node.op === 'binary') return node.function === 'divide' || node.function === 'pow';
  const smooth = ['sqrt', 'exp', 'expm1', 'log', 'log1p', 'tanh', 'sin', 'cos', 'atan', 'sigmoid', 'softplus', 'erf'];
  return node.op === 'unary' && smooth.includes(node.function);
}

function isClose(exact: number, rounded: number, admitsNonFinite: boolean): boolean {
  if (!Number.isFinite(exact) || !Number.isFinite(rounded)) return admitsNonFinite && Object.is(exact, rounded);
  return (
    Math.abs(exact) <= LARGEST && Math.abs(exact - rounded) <= TOLERANCE.relative * Math.abs(exact) + TOLERANCE.absolute
  );
}

/** The elements of a node for given elements of its inputs. */
function evaluate(node: Node, inputs: readonly Sample[], values: readonly Float64Array[], rows: number): Float64Array {
  const builder = new GraphBuilder();
  for (const [i, input] of inputs.entries()) {
    builder.add({ op: 'input', inputs: [], name: String(i), shape: input.node.shape }, input.node.dtype);
  }
  let position = 0;
  const { id } = builder.add(mapInputs(node, () => position++));
  const { value = new Float64Array() } = interpret(
    builder.build({ value: id }),
    Object.fromEntries(values.entries()),
    rows,
  );
  return value;
}

/** The value of a node for some inputs. */
export interface Sample {
  readonly node: Node;
  /** Computed in float64. */
  readonly exact: Float64Array;
  /** Rounded to float32 after every operation. */
  readonly rounded: Float64Array;
  /** Whether it is the same for any order of products and sums. */
  readonly isCertain: boolean;
}

/** The distance of values from jumps of a function. */
const MARGIN = 1e-3;

type IsAway = (x: number) => boolean;

const isNotZero: IsAway = (x) => Math.abs(x) > MARGIN;
const isNotWhole: IsAway = (x) => Math.abs(x - Math.round(x)) > MARGIN;
const isNotHalf: IsAway = (x) => Math.abs(x - Math.floor(x) - 0.5) > MARGIN;

/** For functions of one number that jump: whether a number is away from the jump. */
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
 * Whether the inputs of an operation are so far from its jumps that rounding does not change its value. Operations that look
 * for the largest never get NaN.
 *
 * @param isCertain Whether the inputs are exact.
 */
function isAwayFromJumps(node: Node, inputs: readonly Sample[], isCertain: boolean): boolean {
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

/** Whether no two elements are so close that rounding may swap them. */
function isOrdered(values: Float64Array, isCertain: boolean): boolean {
  if (values.some(Number.isNaN)) return false;
  const sorted = values.toSorted();
  return isCertain || sorted.every((value, i) => i === 0 || value - at(sorted, i - 1) > MARGIN);
}
