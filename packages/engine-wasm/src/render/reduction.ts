import type { ReduceFunction } from '../graph/graph.ts';
import type { ReduceKernel } from '../schedule/kernel.ts';
import type { BodyCode, Environment } from './bodyCode.ts';
import type { Epilogue } from './epilogue.ts';
import type { Expression, FunctionBuilder, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import type { Index } from './pointers.ts';
import { UPPER_HALF } from './vectors.ts';

/** A reduction inside the loop over its outer axis. */
export interface Reduction {
  readonly scope: KernelScope;
  readonly kernel: ReduceKernel;
  /** The elements that are reduced. */
  readonly term: BodyCode;
  readonly epilogue: Epilogue;
  /** The position along the outer axis: as a variable (i32), and as an index. */
  readonly row: Variable;
  readonly index: Index;
  /** What is computed before the loop over the reduced axis. */
  readonly environment: Environment;
}

/** The result of reducing no elements. */
export const NEUTRAL: Readonly<Record<ReduceFunction, number>> = {
  sum: 0,
  product: 1,
  max: Number.NEGATIVE_INFINITY,
  min: Number.POSITIVE_INFINITY,
};

/** Combines two partial results, lane by lane. NaN in gives NaN out. */
export function combine(
  { module }: FunctionBuilder,
  name: ReduceFunction,
  left: Expression,
  right: Expression,
): Expression {
  const { f32x4 } = module;
  switch (name) {
    case 'sum':
      return f32x4.add(left, right);
    case 'product':
      return f32x4.mul(left, right);
    case 'max':
    case 'min':
      return f32x4[name](left, right);
  }
}

/** Combines neighbours until the first variable holds the result of all. */
export function combinePairwise(
  builder: FunctionBuilder,
  name: ReduceFunction,
  partial: readonly Variable[],
): readonly Expression[] {
  if (partial.length < 2) return [];
  const pairs = partial.flatMap((left, number) => {
    const right = partial[number + 1];
    if (number % 2 === 1 || right === undefined) return [];
    return [left.set(combine(builder, name, left.get(), right.get()))];
  });
  const others = partial.filter((_, number) => number % 2 === 0);
  return [...pairs, ...combinePairwise(builder, name, others)];
}

/** Combines the four lanes of a variable into the first: 0 and 2, 1 and 3, then these two. Changes the variable. */
export function combineLanes(builder: FunctionBuilder, name: ReduceFunction, vector: Variable): Expression {
  const { module } = builder;
  const { i8x16 } = module;
  const folded = (mask: readonly number[]) =>
    combine(builder, name, vector.get(), i8x16.shuffle(vector.get(), vector.get(), mask));
  return module.block(null, [vector.set(folded(UPPER_HALF)), folded(SECOND_LANE)], builder.binaryen.v128);
}

const SECOND_LANE = [4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7];
