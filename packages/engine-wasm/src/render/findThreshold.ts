import { at } from '@sparsweep/core/plugin';
import type { Expression } from './functionBuilder.ts';
import { ifRemaining, type LargestRow, overWholeVectors, VECTOR_BYTES } from './largestRow.ts';
import { BYTES, shuffle, splatI32 } from './vectors.ts';

const LABEL = 'findThreshold';

/** Two octaves, in steps from one float32 to the next. */
const FIRST_STEP = 2 ** 24;

/**
 * Sets `threshold` and `missing` so that the keys above the threshold and the first `missing` keys equal to it are the
 * `wanted` largest ones.
 *
 * Fewer keys than wanted are above `high`, and more are above `low`. Thresholds between them are tried until exactly the
 * wanted number of keys is above one, or the interval is empty. The smallest key is tried first: after relu, fewer numbers
 * than wanted are often above 0. The next is a quarter of the largest number, because the wanted numbers tend to have its
 * order of magnitude, and the key of 0 is far away. From there the interval is halved, in steps that grow while only its
 * upper end moves.
 */
export function findThreshold(row: LargestRow): Expression {
  const { builder } = row.scope;
  const { module } = builder;
  const { i32 } = module;
  const { wanted, threshold, missing, low, high, step, above, aboveHigh } = row.variables;
  const difference = () => i32.sub(high.get(), low.get());
  const fewer = () => i32.lt_s(above.get(), wanted.get());
  const isOpen = () => i32.and(i32.ne(above.get(), wanted.get()), i32.gt_u(difference(), i32.const(1)));
  const half = () => i32.shr_u(difference(), i32.const(1));
  return builder.block([
    aboveHigh.set(i32.const(0)),
    step.set(i32.const(FIRST_STEP)),
    threshold.set(i32.add(low.get(), i32.const(1))),
    module.loop(
      LABEL,
      builder.block([
        ...countAbove(row),
        high.set(module.select(fewer(), threshold.get(), high.get())),
        aboveHigh.set(module.select(fewer(), above.get(), aboveHigh.get())),
        low.set(module.select(fewer(), low.get(), threshold.get())),
        threshold.set(i32.sub(high.get(), module.select(i32.lt_u(half(), step.get()), half(), step.get()))),
        step.set(i32.or(step.get(), i32.shl(step.get(), i32.const(2)))),
        module.br(LABEL, isOpen()),
      ]),
    ),
    module.if(
      i32.eq(above.get(), wanted.get()),
      builder.block([threshold.set(low.get()), missing.set(i32.const(0))]),
      builder.block([threshold.set(high.get()), missing.set(i32.sub(wanted.get(), aboveHigh.get()))]),
    ),
  ]);
}

/** Sets `above` to the number of keys above the threshold. */
function countAbove(row: LargestRow): readonly Expression[] {
  const { scope, keys } = row;
  const { builder } = scope;
  const { i32x4, v128 } = builder.module;
  const { threshold, above, position, splat, counts } = row.variables;
  // A comparison gives -1 where it holds. Two sums alternate, so that additions need not wait for each other.
  const count = (ahead: number) => {
    const sum = at(counts, (ahead / VECTOR_BYTES) % counts.length);
    return [sum.set(i32x4.sub(sum.get(), i32x4.gt_s(v128.load(keys + ahead, BYTES, position.get()), splat.get())))];
  };
  const sum = at(counts, 0);
  const addLanes = (lanes: readonly number[]) =>
    sum.set(i32x4.add(sum.get(), shuffle(builder, sum.get(), sum.get(), lanes)));
  return [
    splat.set(i32x4.splat(threshold.get())),
    ...counts.map((each) => each.set(splatI32(builder.module, 0))),
    overWholeVectors(row, count),
    ifRemaining(row, count(0)),
    sum.set(i32x4.add(sum.get(), at(counts, 1).get())),
    addLanes([2, 3, 0, 1]),
    addLanes([1, 0, 3, 2]),
    above.set(i32x4.extract_lane(sum.get(), 0)),
  ];
}
