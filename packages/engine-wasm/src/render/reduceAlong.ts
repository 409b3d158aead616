import { at } from '@sparsweep/core/plugin';
import type { ReduceKernel } from '../schedule/kernel.ts';
import type { BodyCode, Environment } from './bodyCode.ts';
import { BYTES, inBytes, LANES } from './elementAddress.ts';
import type { EpilogueRenderer } from './epilogue.ts';
import type { Expression, FunctionBuilder, Variable } from './functionBuilder.ts';
import { FIRST, type Index, type Lanes, lanesOf } from './iteration.ts';
import type { KernelScope } from './kernelScope.ts';
import { combine, combineLanes, NEUTRAL } from './reduction.ts';
import { splatF32 } from './splat.ts';

/** Where a reduction stands along the outer axis. */
export interface OuterPlace {
  readonly row: Variable;
  readonly index: Index;
  readonly environment: Environment;
}

/** So many partial results are in flight. */
const PARTIAL = 4;

/**
 * Reduces elements that lie along the lanes. Vector i goes to partial result i modulo 4, in order; where the length is
 * not fixed, the last up to three whole vectors go to the first partial result, and what is left to the second. Then the
 * results 0 and 1, 2 and 3, and these two become one, and at last its lanes.
 */
export function reduceAlong(
  scope: KernelScope,
  kernel: ReduceKernel,
  term: BodyCode,
  epilogue: EpilogueRenderer,
  { row, index, environment }: OuterPlace,
): Expression {
  const { builder } = scope;
  const { i32 } = builder.module;
  const { length, function: name } = kernel;
  const count = typeof length === 'number' ? Math.min(PARTIAL, Math.ceil(length / LANES)) : PARTIAL;
  const partial = Array.from({ length: count }, () => builder.local(builder.binaryen.v128));
  const neutral = () => splatF32(builder.module, NEUTRAL[name]);
  const take = (result: Variable, place: Index, lanes: Lanes): readonly Expression[] => {
    const { code, value } = term.value(environment, [index, place, FIRST], lanes);
    const counted = onlyLanes(scope, value.get(), lanes, neutral);
    return [...code, result.set(combine(builder, name, result.get(), counted))];
  };
  const counter = builder.local(builder.binaryen.i32);
  const from = (plus: number): Index => ({ variable: counter, unit: BYTES, plus });
  const several = () => partial.flatMap((result, number) => take(result, from(LANES * number), LANES));
  const loop = (end: () => Expression, vectors: number, body: readonly Expression[]) =>
    builder.countUp(counter, end, BYTES * LANES * vectors, body);

  const elements = (): readonly Expression[] => {
    if (typeof length === 'number') {
      const inLoop = length - (length % (LANES * PARTIAL));
      const rest = partial.flatMap((result, number) => {
        const plus = inLoop + LANES * number;
        if (plus >= length) return [];
        return take(result, { unit: 1, plus }, plus + LANES <= length ? LANES : lanesOf(length));
      });
      return inLoop === 0 ? rest : [loop(() => i32.const(BYTES * inLoop), PARTIAL, several()), ...rest];
    }
    const end = (elementsAtOnce: number) => i32.and(inBytes(scope, length), i32.const(-BYTES * elementsAtOnce));
    const rest = builder.local(builder.binaryen.i32);
    const restLanes = i32.and(builder.dim(length, scope.rows), i32.const(LANES - 1));
    return [
      loop(() => end(LANES * PARTIAL), PARTIAL, several()),
      loop(() => end(LANES), 1, take(at(partial, 0), from(0), LANES)),
      builder.module.if(rest.tee(restLanes), builder.block(take(at(partial, 1), from(0), rest))),
    ];
  };

  // Its lanes other than the first do not count.
  const column = builder.local(builder.binaryen.i32);
  return builder.block([
    ...partial.map((result) => result.set(neutral())),
    counter.set(i32.const(0)),
    ...elements(),
    ...pairwise(builder, kernel, partial),
    epilogue(builder, row, column, combineLanes(builder, name, at(partial, 0)), 1),
  ]);
}

/** Code that makes neighbours one until the first variable holds all. */
function pairwise(builder: FunctionBuilder, kernel: ReduceKernel, partial: readonly Variable[]): readonly Expression[] {
  if (partial.length < 2) return [];
  const pairs = partial.flatMap((left, number) => {
    const right = partial[number + 1];
    if (number % 2 === 1 || right === undefined) return [];
    return [left.set(combine(builder, kernel.function, left.get(), right.get()))];
  });
  const others = partial.filter((_, number) => number % 2 === 0);
  return [...pairs, ...pairwise(builder, kernel, others)];
}

/** The vector with lanes that do not count replaced. */
function onlyLanes({ builder }: KernelScope, value: Expression, lanes: Lanes, neutral: () => Expression): Expression {
  if (lanes === LANES) return value;
  const { i32, i32x4, v128 } = builder.module;
  const numbers = v128.const(new Uint8Array(new Int32Array([0, 1, 2, 3]).buffer));
  const count = i32x4.splat(typeof lanes === 'number' ? i32.const(lanes) : lanes.get());
  return v128.bitselect(value, neutral(), i32x4.lt_s(numbers, count));
}
