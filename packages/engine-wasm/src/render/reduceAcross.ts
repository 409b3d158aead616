import { at } from '@sparsweep/core/plugin';
import type { ReduceKernel } from '../schedule/kernel.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { Index } from './pointers.ts';
import { combine, NEUTRAL, type Reduction } from './reduction.ts';
import { BYTES, LANES, type Lanes, lanesOf, splatF32 } from './vectors.ts';

/** Vectors that are reduced at once: in a loop over columns, and at most where all columns are taken at once. */
const VECTORS = 4;
const MOST_VECTORS = 8;

/** Neighbouring vectors along the innermost axis: where they begin, their number, and the lanes in use of the last one. */
interface Columns {
  readonly start: Omit<Index, 'unit'>;
  readonly vectors: number;
  readonly lastLanes: Lanes;
}

/** Reduces elements that lie across the lanes: one after another, several neighbouring vectors at once. */
export function reduceAcross(reduction: Reduction): Expression {
  const { scope, kernel } = reduction;
  const { builder } = scope;
  const { i32 } = builder.module;
  const { inner } = kernel;
  const column = builder.local(builder.binaryen.i32);
  const reduce = (columns: Columns) => reduceColumns(reduction, column, columns);
  const width = LANES * VECTORS;
  const start = column.set(i32.const(0));
  if (typeof inner === 'number') {
    const inLoop = inner <= LANES * MOST_VECTORS ? 0 : inner - (inner % width);
    const rest = inner - inLoop;
    const wide: Columns = { start: { variable: column, plus: 0 }, vectors: VECTORS, lastLanes: LANES };
    const last: Columns = { start: { plus: inLoop }, vectors: Math.ceil(rest / LANES), lastLanes: lanesOf(rest) };
    return builder.block([
      ...(inLoop > 0 ? [start, builder.countUp(column, () => i32.const(inLoop), width, [reduce(wide)])] : []),
      ...(rest > 0 ? [column.set(i32.const(0)), reduce(last)] : []),
    ]);
  }
  const lanes = builder.local(builder.binaryen.i32);
  const left = i32.sub(scope.length(inner), column.get());
  const end = () => scope.length(inner);
  return builder.block([
    start,
    builder.countUp(column, () => i32.sub(end(), i32.const(width - 1)), width, [
      reduce({ start: { variable: column, plus: 0 }, vectors: VECTORS, lastLanes: LANES }),
    ]),
    builder.countUp(column, end, LANES, [
      lanes.set(left),
      lanes.set(builder.module.select(i32.lt_s(lanes.get(), i32.const(LANES)), lanes.get(), i32.const(LANES))),
      reduce({ start: { variable: column, plus: 0 }, vectors: 1, lastLanes: lanes }),
    ]),
  ]);
}

function reduceColumns(
  { scope, kernel, term, epilogue, row, index, environment }: Reduction,
  column: Variable,
  { start, vectors, lastLanes }: Columns,
): Expression {
  const { builder } = scope;
  const { i32 } = builder.module;
  // All vectors share the variable part of their addresses and differ in `plus` only.
  const moved = term.preparePointers(environment, [index, undefined, { ...start, unit: 1 }]);
  const parts = Array.from({ length: vectors }, (_, number) => {
    const place: Index = { ...start, unit: 1, plus: start.plus + LANES * number };
    const lanes: Lanes = number === vectors - 1 ? lastLanes : LANES;
    const prepared = term.prepare(moved.environment, [index, undefined, place], lanes);
    return { ...prepared, place, lanes, result: builder.local(builder.binaryen.v128) };
  });

  const unit = lengthUnit(kernel);
  const counter = builder.local(builder.binaryen.i32);
  const terms = parts.flatMap(({ environment: known, place, lanes, result }) => {
    const { code, value } = term.value(known, [index, { variable: counter, unit, plus: 0 }, place], lanes);
    return [...code, result.set(combine(builder, kernel.function, result.get(), value.get()))];
  });
  return builder.block([
    ...moved.code,
    ...parts.flatMap(({ code, result }) => [...code, result.set(splatF32(builder.module, NEUTRAL[kernel.function]))]),
    counter.set(i32.const(0)),
    builder.countUp(counter, () => i32.mul(scope.length(kernel.length), i32.const(unit)), unit, terms),
    ...parts.map(({ place, lanes, result }) =>
      epilogue.render({ row, column, right: place.plus }, result.get(), lanes),
    ),
  ]);
}

/** The unit of the loop along the reduced axis: the bytes between elements where all views share them, else 1. */
function lengthUnit({ steps }: ReduceKernel): number {
  const strides = steps.flatMap((step) => (step.kind === 'load' ? [at(step.view.strides, 1)] : []));
  const [stride, ...others] = new Set(strides.filter((each) => each !== 0));
  if (typeof stride !== 'number' || stride < 0 || others.length > 0) return 1;
  return steps.some((step) => step.kind === 'position' && step.axis === 1) ? 1 : BYTES * stride;
}
