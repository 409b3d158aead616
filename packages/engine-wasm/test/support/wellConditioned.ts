import { at } from '@sparsweep/core/plugin';
import type { Node } from '../../src/graph/graph.ts';
import { GraphBuilder, mapInputs } from '../../src/graph/graphBuilder.ts';
import { interpret } from '../../src/graph/interpret.ts';
import { isAwayFromJumps } from './jumps.ts';
import type { Sample } from './sample.ts';

/** What bounds the values of a graph. */
const LARGEST = 1e4;

/** How much of a value, and how much in all, a rounding may have changed. */
const TOLERANCE = { relative: 1e-6, absolute: 1e-7 };

/**
 * What an operation comes to, or nothing where a small difference in its inputs, or another order of summation, could
 * make a large one: where a function jumps, where large numbers cancel, where a number is divided by zero.
 *
 * @param node The operation; its inputs are those of its graph.
 * @param inputs What its inputs come to, in their order.
 * @param admitsNonFinite Whether NaN and infinities may come out.
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

/** Quotients and powers only where they do not depend on the sign of a zero, or on what 1 to the power of NaN is. */
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

/** Whether another way to compute it, as by a reciprocal, gives something else even where it comes out exactly. */
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

/** The elements of one node for given elements of its inputs. */
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
