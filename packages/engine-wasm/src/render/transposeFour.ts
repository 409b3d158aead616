import { at } from '@sparsweep/core/plugin';
import type { Expression, FunctionBuilder, Variable } from './functionBuilder.ts';

/** The columns of the 4 x 4 numbers that four v128 variables hold as rows. */
export function transposeFour(builder: FunctionBuilder, rows: readonly Variable[]): readonly Expression[] {
  const pairs = (first: number, second: number, lane: number) =>
    shuffle(builder, at(rows, first).get(), at(rows, second).get(), [lane, lane + 4, lane + 1, lane + 5]);
  return [0, 2].flatMap((lane) =>
    [0, 2].map((half) => shuffle(builder, pairs(0, 1, lane), pairs(2, 3, lane), [half, half + 1, half + 4, half + 5])),
  );
}

/** Four of the eight float32 lanes of two vectors, counted from 0 through both. */
export function shuffle(
  builder: FunctionBuilder,
  left: Expression,
  right: Expression,
  lanes: readonly number[],
): Expression {
  const bytes = lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte));
  return builder.module.i8x16.shuffle(left, right, bytes);
}
