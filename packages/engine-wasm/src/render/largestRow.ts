import { type Dim, multiply } from '../graph/dim.ts';
import type { Expression, FunctionBuilder, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import { BYTES, LANES } from './vectors.ts';

/** A row whose largest elements are marked. */
export interface LargestRow {
  readonly scope: KernelScope;
  /** The number of its elements. */
  readonly width: Dim;
  /** The address of its sort keys. */
  readonly keys: number;
  readonly variables: LargestVariables;
}

/** The variables of the code that marks a row: i32 unless stated otherwise. */
interface LargestVariables {
  readonly row: Variable;
  /** Addresses of the row in the input and in the output. */
  readonly input: Variable;
  readonly output: Variable;
  /** The number of elements to mark. */
  readonly wanted: Variable;
  /** Keys above the threshold are marked, and the first `missing` keys equal to it. */
  readonly threshold: Variable;
  readonly missing: Variable;
  /** The ends of the interval that the threshold is in: at first the smallest key less 1, and the largest key. */
  readonly low: Variable;
  readonly high: Variable;
  /** The largest distance of the next threshold from the upper end. */
  readonly step: Variable;
  /** The number of keys above `threshold`, and above `high`. */
  readonly above: Variable;
  readonly aboveHigh: Variable;
  /** Bytes from the beginning of a row. */
  readonly position: Variable;
  /** v128: keys, and the smallest and the largest of each lane. */
  readonly vector: Variable;
  readonly smallest: Variable;
  readonly largest: Variable;
  /** v128: the threshold in all lanes, and the number of keys above it. */
  readonly splat: Variable;
  readonly counts: readonly [Variable, Variable];
}

export function largestVariables(builder: FunctionBuilder): LargestVariables {
  const { i32, v128 } = builder.binaryen;
  return {
    row: builder.local(i32),
    input: builder.local(i32),
    output: builder.local(i32),
    wanted: builder.local(i32),
    threshold: builder.local(i32),
    missing: builder.local(i32),
    low: builder.local(i32),
    high: builder.local(i32),
    step: builder.local(i32),
    above: builder.local(i32),
    aboveHigh: builder.local(i32),
    position: builder.local(i32),
    vector: builder.local(v128),
    smallest: builder.local(v128),
    largest: builder.local(v128),
    splat: builder.local(v128),
    counts: [builder.local(v128), builder.local(v128)],
  };
}

/** Bytes of a vector. */
export const VECTOR_BYTES = BYTES * LANES;

/** Vectors in one iteration of the loop, where their number is fixed. */
const UNROLL = 4;

/**
 * Runs `body` on each whole vector of a row: it is `ahead` bytes after `position`. Afterwards `body(0)` is the code for the
 * remaining elements.
 */
export function overWholeVectors(
  { scope, width, variables: { position } }: LargestRow,
  body: (ahead: number) => readonly Expression[],
): Expression {
  const { builder } = scope;
  const { i32 } = builder.module;
  const start = position.set(i32.const(0));
  if (typeof width !== 'number') {
    const end = () => i32.and(scope.length(multiply(width, BYTES)), i32.const(-VECTOR_BYTES));
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

/** Runs `code` if the width of a row is no multiple of 4. */
export function ifRemaining({ scope, width }: LargestRow, code: readonly Expression[]): Expression {
  const { builder } = scope;
  const { i32 } = builder.module;
  if (typeof width === 'number') return width % LANES === 0 ? builder.module.nop() : builder.block(code);
  return builder.module.if(i32.and(scope.length(width), i32.const(LANES - 1)), builder.block(code));
}
