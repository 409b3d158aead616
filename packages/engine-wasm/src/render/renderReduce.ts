import type { ReduceKernel } from '../schedule/kernel.ts';
import { BodyCode, NOTHING } from './bodyCode.ts';
import { epilogueOf } from './epilogue.ts';
import type { Expression } from './functionBuilder.ts';
import { FIRST } from './iteration.ts';
import type { KernelScope } from './kernelScope.ts';
import { reduceAcross } from './reduceAcross.ts';
import { reduceAlong } from './reduceAlong.ts';

/**
 * The code of a reduction. Vectors lie along the axis that is reduced where nothing lies within it, else along the
 * innermost axis. The order in which elements are combined depends on the lengths only.
 */
export function renderReduce(scope: KernelScope, kernel: ReduceKernel): Expression {
  const { builder, rows } = scope;
  const { i32 } = builder.module;
  const alongLength = kernel.inner === 1;
  const term = new BodyCode(scope, { steps: kernel.steps, stores: [] }, alongLength ? 1 : 2, [kernel.term]);
  const epilogue = epilogueOf(scope, kernel.epilogue);
  const first = term.prepare(NOTHING, [undefined, undefined, undefined], 4);

  const row = builder.local(builder.binaryen.i32);
  const index = kernel.outer === 1 ? FIRST : { variable: row, unit: 1, plus: 0 };
  const outer = term.prepare(first.environment, [index, undefined, undefined], 4);
  const place = { row, index, environment: outer.environment };
  const reduce = alongLength ? reduceAlong : reduceAcross;
  const body = [...outer.code, reduce(scope, kernel, term, epilogue.render, place)];
  const loop = kernel.outer === 1 ? body : [builder.countUp(row, () => builder.dim(kernel.outer, rows), 1, body)];
  return builder.block([epilogue.prepare, ...first.code, row.set(i32.const(0)), ...loop]);
}
