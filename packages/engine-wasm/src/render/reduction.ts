import type { ReduceFunction } from '../graph/graph.ts';
import type { Expression, FunctionBuilder, Variable } from './functionBuilder.ts';

/** What a reduction of no elements yields. */
export const NEUTRAL: Readonly<Record<ReduceFunction, number>> = {
  sum: 0,
  product: 1,
  max: Number.NEGATIVE_INFINITY,
  min: Number.POSITIVE_INFINITY,
};

/** Code of two partial results made one, lane by lane. NaN in gives NaN out. */
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

/** Code of the four lanes of a variable made one, in the first lane: (0 and 2) and (1 and 3). The variable is changed. */
export function combineLanes(builder: FunctionBuilder, name: ReduceFunction, vector: Variable): Expression {
  const { module } = builder;
  const { i8x16 } = module;
  const folded = (mask: readonly number[]) =>
    combine(builder, name, vector.get(), i8x16.shuffle(vector.get(), vector.get(), mask));
  return module.block(null, [vector.set(folded(UPPER_HALF)), folded(SECOND_LANE)], builder.binaryen.v128);
}

const UPPER_HALF = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];
const SECOND_LANE = [4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7];
