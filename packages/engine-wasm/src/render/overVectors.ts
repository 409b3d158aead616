import { type Dim, multiply } from '../graph/dim.ts';
import { BYTES, LANES } from './elementAddress.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';

/** Bytes of a vector. */
export const VECTOR_BYTES = BYTES * LANES;

/** Vectors in one turn of the loop where their number is fixed. */
const UNROLL = 4;

/**
 * Runs `body` for all the whole vectors of `width` numbers: with `position` at a number of bytes, for the vector that
 * lies `ahead` bytes further on. Leaves `position` where `body(0)` stands for what is left of the numbers.
 */
export function overWholeVectors(
  scope: KernelScope,
  width: Dim,
  position: Variable,
  body: (ahead: number) => readonly Expression[],
): Expression {
  const { builder, rows } = scope;
  const { i32 } = builder.module;
  const start = position.set(i32.const(0));
  if (typeof width !== 'number') {
    const end = () => i32.and(builder.dim(multiply(width, BYTES), rows), i32.const(-VECTOR_BYTES));
    return builder.block([start, builder.countUp(position, end, VECTOR_BYTES, body(0))]);
  }
  const vectors = Math.floor(width / LANES);
  const rest = vectors % UNROLL;
  const bodies = (count: number) => Array.from({ length: count }, (_, index) => body(index * VECTOR_BYTES)).flat();
  const end = () => i32.const((vectors - rest) * VECTOR_BYTES);
  return builder.block([
    start,
    ...(vectors > rest ? [builder.countUp(position, end, UNROLL * VECTOR_BYTES, bodies(UNROLL))] : []),
    ...bodies(rest),
    ...(rest > 0 ? [position.set(i32.const(vectors * VECTOR_BYTES))] : []),
  ]);
}

/** Runs `code` where a width is no multiple of 4. */
export function whereRestOf(scope: KernelScope, width: Dim, code: readonly Expression[]): Expression {
  const { builder, rows } = scope;
  const { i32 } = builder.module;
  if (typeof width === 'number') return width % LANES === 0 ? builder.module.nop() : builder.block(code);
  return builder.module.if(i32.and(builder.dim(width, rows), i32.const(LANES - 1)), builder.block(code));
}
