import { at } from '@sparsweep/core/plugin';
import type { Dim } from '../graph/dim.ts';
import { BYTES } from './elementAddress.ts';
import type { Expression } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import type { LargestVariables } from './largestVariables.ts';
import { overWholeVectors, VECTOR_BYTES, whereRestOf } from './overVectors.ts';
import { splatI32 } from './splat.ts';
import { shuffle } from './transposeFour.ts';

const LABEL = 'findThreshold';

/** Two octaves, in steps from one float32 to the next. */
const FIRST_STEP = 2 ** 24;

/**
 * Sets `threshold` and `missing`, so that the keys above the threshold and the first `missing` ones equal to it are the
 * `wanted` largest ones.
 *
 * There are fewer keys than wanted above `high`, or none, and more above `low`: thresholds between them are tried until
 * there are just so many keys above one, or nothing is left between them. The smallest key is the first: after relu
 * there are often fewer numbers above 0 than wanted. The next is a quarter of the largest number: the wanted ones tend
 * to be of its order, and 0, as a key, is far away. From there the interval is halved, in steps that grow while only its
 * upper end moves.
 */
export function findThreshold(scope: KernelScope, width: Dim, keys: number, variables: LargestVariables): Expression {
  const { builder } = scope;
  const { module } = builder;
  const { i32 } = module;
  const { wanted, threshold, missing, low, high, step, above, aboveHigh } = variables;
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
        ...countAbove(scope, width, keys, variables),
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

/** Sets `above` to how many keys are above the threshold. */
function countAbove(scope: KernelScope, width: Dim, keys: number, variables: LargestVariables): readonly Expression[] {
  const { builder } = scope;
  const { i32x4, v128 } = builder.module;
  const { threshold, above, position, splat, counts } = variables;
  // A comparison gives -1 where it holds. Two sums take turns: one would have to wait for itself.
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
    overWholeVectors(scope, width, position, count),
    whereRestOf(scope, width, count(0)),
    sum.set(i32x4.add(sum.get(), at(counts, 1).get())),
    addLanes([2, 3, 0, 1]),
    addLanes([1, 0, 3, 2]),
    above.set(i32x4.extract_lane(sum.get(), 0)),
  ];
}
