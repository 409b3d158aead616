import type { Dim } from '../graph/dim.ts';
import { BYTES, inBytes, LANES } from './elementAddress.ts';
import type { Expression } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import type { LargestVariables } from './largestVariables.ts';
import { overWholeVectors, whereRestOf } from './overVectors.ts';
import { splatF32 } from './splat.ts';

/** Stores 1 for the keys above the threshold and the first `missing` ones equal to it, 0 for all others. */
export function storeMask(scope: KernelScope, width: Dim, keys: number, variables: LargestVariables): Expression {
  const { builder } = scope;
  const { i32, i32x4, v128 } = builder.module;
  const { threshold, output, position, splat, vector } = variables;
  const to = () => i32.add(output.get(), position.get());
  const flags = (ahead: number) =>
    v128.and(i32x4.gt_s(v128.load(keys + ahead, BYTES, position.get()), splat.get()), splatF32(builder.module, 1));
  return builder.block([
    splat.set(i32x4.splat(threshold.get())),
    overWholeVectors(scope, width, position, (ahead) => [v128.store(ahead, BYTES, to(), flags(ahead))]),
    whereRestOf(scope, width, [
      vector.set(flags(0)),
      ...Array.from({ length: LANES - 1 }, (_, lane) =>
        whereWider(scope, width, lane, v128.store32_lane(BYTES * lane, BYTES, lane, to(), vector.get())),
      ),
    ]),
    storeEquals(scope, width, keys, variables),
  ]);
}

/** Runs code where the rest of the width behind the whole vectors goes beyond a lane. */
function whereWider({ builder, rows }: KernelScope, width: Dim, lane: number, code: Expression): Expression {
  const { i32, if: when, nop } = builder.module;
  if (typeof width === 'number') return width % LANES > lane ? code : nop();
  return when(i32.gt_u(i32.and(builder.dim(width, rows), i32.const(LANES - 1)), i32.const(lane)), code);
}

function storeEquals(
  scope: KernelScope,
  width: Dim,
  keys: number,
  { threshold, missing, output, position }: LargestVariables,
): Expression {
  const { builder } = scope;
  const { module } = builder;
  const { f32, i32 } = module;
  const isEqual = i32.eq(i32.load(keys, BYTES, position.get()), threshold.get());
  const mark = builder.block([
    f32.store(0, BYTES, i32.add(output.get(), position.get()), f32.const(1)),
    missing.set(i32.sub(missing.get(), i32.const(1))),
  ]);
  // The end comes at once where nothing is missing.
  const end = () => module.select(i32.gt_s(missing.get(), i32.const(0)), inBytes(scope, width), i32.const(0));
  return builder.block([position.set(i32.const(0)), builder.countUp(position, end, BYTES, [module.if(isEqual, mark)])]);
}
