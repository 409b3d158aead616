import { at } from '@sparsweep/core/plugin';
import type { ReduceKernel } from '../schedule/kernel.ts';
import { BodyCode, NOTHING } from './bodyCode.ts';
import { Epilogue } from './epilogue.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import { FIRST, type Index } from './pointers.ts';
import { reduceAcross } from './reduceAcross.ts';
import { combine, combineLanes, combinePairwise, NEUTRAL, type Reduction } from './reduction.ts';
import { BYTES, LANES, type Lanes, laneNumbers, lanesOf, splatF32 } from './vectors.ts';

/**
 * Renders a reduction. Vectors lie along the reduced axis where it is the innermost one, else along the innermost axis.
 * The order in which elements are combined depends on the lengths only.
 */
export function renderReduce(scope: KernelScope, kernel: ReduceKernel): Expression {
  const { builder } = scope;
  const { i32 } = builder.module;
  const alongLength = kernel.inner === 1;
  const term = new BodyCode(scope, { steps: kernel.steps, stores: [] }, alongLength ? 1 : 2, [kernel.term]);
  const epilogue = new Epilogue(scope, kernel.epilogue);
  const first = term.prepare(NOTHING, [undefined, undefined, undefined], 4);

  const row = builder.local(builder.binaryen.i32);
  const index = kernel.outer === 1 ? FIRST : { variable: row, unit: 1, plus: 0 };
  const outer = term.prepare(first.environment, [index, undefined, undefined], 4);
  const reduction: Reduction = { scope, kernel, term, epilogue, row, index, environment: outer.environment };
  const body = [...outer.code, alongLength ? reduceAlong(reduction) : reduceAcross(reduction)];
  const loop = kernel.outer === 1 ? body : [builder.countUp(row, () => scope.length(kernel.outer), 1, body)];
  return builder.block([epilogue.prepare, ...first.code, row.set(i32.const(0)), ...loop]);
}

/** Partial results that are computed at once. */
const PARTIAL = 4;

/**
 * Reduces elements that lie along the lanes. Vector i goes to partial result i modulo 4, in order; where the length is
 * not fixed, the last up to three whole vectors go to the first partial result, and the rest to the second. Then the
 * results 0 and 1, 2 and 3, and these two are combined, and finally the lanes.
 */
function reduceAlong({ scope, kernel, term, epilogue, row, index, environment }: Reduction): Expression {
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
    const end = (elementsAtOnce: number) => i32.and(scope.bytes(length), i32.const(-BYTES * elementsAtOnce));
    const rest = builder.local(builder.binaryen.i32);
    const restLanes = i32.and(scope.length(length), i32.const(LANES - 1));
    return [
      loop(() => end(LANES * PARTIAL), PARTIAL, several()),
      loop(() => end(LANES), 1, take(at(partial, 0), from(0), LANES)),
      builder.module.if(rest.tee(restLanes), builder.block(take(at(partial, 1), from(0), rest))),
    ];
  };

  // Stays 0: there is one column.
  const column = builder.local(builder.binaryen.i32);
  return builder.block([
    ...partial.map((result) => result.set(neutral())),
    counter.set(i32.const(0)),
    ...elements(),
    ...combinePairwise(builder, name, partial),
    epilogue.render({ row, column }, combineLanes(builder, name, at(partial, 0)), 1),
  ]);
}

/** The vector with the neutral number in lanes that are not in use. */
function onlyLanes({ builder }: KernelScope, value: Expression, lanes: Lanes, neutral: () => Expression): Expression {
  if (lanes === LANES) return value;
  const { i32, i32x4, v128 } = builder.module;
  const numbers = laneNumbers(builder.module);
  const count = i32x4.splat(typeof lanes === 'number' ? i32.const(lanes) : lanes.get());
  return v128.bitselect(value, neutral(), i32x4.lt_s(numbers, count));
}
