import type { Dim } from '../graph/dim.ts';
import type { MapKernel } from '../schedule/kernel.ts';
import { BodyCode, type Environment, NOTHING } from './bodyCode.ts';
import type { Expression } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import type { Index, Indices } from './pointers.ts';
import { BYTES, LANES, type Lanes, lanesOf } from './vectors.ts';

/** The most elements along the last axis that are computed without a loop. */
const LONGEST_UNROLLED = 16;

/** Renders a kernel that computes each element of a block separately. Vectors lie along the last axis. */
export function renderMap(scope: KernelScope, { extent, body }: MapKernel): Expression {
  const { builder } = scope;
  const code = new BodyCode(scope, body, extent.length - 1);

  const loops = (environment: Environment, indices: Indices, axes: readonly Dim[]): Expression => {
    const prepared = code.prepare(environment, [...indices, ...axes.map(() => undefined)], LANES);
    const [length, ...inner] = axes;
    if (length === undefined) return code.elements(NOTHING, [], 1);
    if (inner.length === 0) {
      const vectors = overVectors(scope, length, (index, lanes) =>
        code.elements(prepared.environment, [...indices, index], lanes),
      );
      return builder.block([...prepared.code, vectors]);
    }
    const variable = builder.local(builder.binaryen.i32);
    const index: Index = { variable, unit: 1, plus: 0 };
    return builder.block([
      ...prepared.code,
      variable.set(builder.module.i32.const(0)),
      builder.countUp(variable, () => builder.dim(length, scope.rows), 1, [
        loops(prepared.environment, [...indices, index], inner),
      ]),
    ]);
  };
  return loops(NOTHING, [], extent);
}

/** Loops over an axis, four elements at a time, then handles the remaining up to three. */
function overVectors(scope: KernelScope, length: Dim, vector: (index: Index, lanes: Lanes) => Expression): Expression {
  const { builder } = scope;
  const { i32 } = builder.module;
  if (typeof length === 'number' && length <= LONGEST_UNROLLED) {
    const starts = Array.from({ length: Math.ceil(length / LANES) }, (_, number) => LANES * number);
    return builder.block(
      starts.map((plus) => vector({ unit: 1, plus }, plus + LANES <= length ? LANES : lanesOf(length))),
    );
  }
  const counter = builder.local(builder.binaryen.i32);
  const index: Index = { variable: counter, unit: BYTES, plus: 0 };
  const start = counter.set(i32.const(0));
  if (typeof length === 'number') {
    const rest = length % LANES;
    const whole = builder.countUp(counter, () => i32.const(BYTES * (length - rest)), BYTES * LANES, [
      vector(index, LANES),
    ]);
    const last = rest === 0 ? [] : [vector({ unit: 1, plus: length - rest }, lanesOf(rest))];
    return builder.block([start, whole, ...last]);
  }
  const end = builder.local(builder.binaryen.i32);
  const lanes = builder.local(builder.binaryen.i32);
  const restLanes = i32.and(builder.dim(length, scope.rows), i32.const(LANES - 1));
  return builder.block([
    start,
    end.set(i32.and(scope.bytes(length), i32.const(-BYTES * LANES))),
    builder.countUp(counter, () => end.get(), BYTES * LANES, [vector(index, LANES)]),
    builder.module.if(lanes.tee(restLanes), vector(index, lanes)),
  ]);
}
