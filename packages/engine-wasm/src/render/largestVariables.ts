import type { FunctionBuilder, Variable } from './functionBuilder.ts';

/** Variables of the code that marks the largest of a row: i32 where nothing else is said. */
export interface LargestVariables {
  readonly row: Variable;
  /** Addresses of the row in the input and in the output. */
  readonly input: Variable;
  readonly output: Variable;
  /** How many are to be marked. */
  readonly wanted: Variable;
  /** Keys above the threshold are marked, and the first `missing` ones that are equal to it. */
  readonly threshold: Variable;
  readonly missing: Variable;
  /** The smallest key of the row less 1, and the largest key; later the ends of the interval in which the threshold is sought. */
  readonly low: Variable;
  readonly high: Variable;
  /** How far below the upper end the next threshold may lie. */
  readonly step: Variable;
  /** How many keys are above `threshold`, and above `high`. */
  readonly above: Variable;
  readonly aboveHigh: Variable;
  /** Bytes from the beginning of a row. */
  readonly position: Variable;
  /** v128: keys, and the smallest and the largest ones in each lane. */
  readonly vector: Variable;
  readonly smallest: Variable;
  readonly largest: Variable;
  /** v128: the threshold in all lanes, and how many keys are above it. */
  readonly splat: Variable;
  readonly counts: readonly [Variable, Variable];
}

/** New variables of a function. */
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
