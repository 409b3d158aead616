import { at } from '@sparsweep/core/plugin';
import type { Dim } from '../graph/dim.ts';
import type { ArgumentKernel, View } from '../schedule/kernel.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import { BYTES } from './vectors.ts';

/**
 * Renders the position of the largest or smallest number along the middle axis, the first of equals. As in TensorFlow.js on
 * the CPU, the search starts at the first number and moves to each number that compares as larger (smaller). NaN never does;
 * if the first number is NaN, the position is 0.
 */
export function renderArgument(scope: KernelScope, kernel: ArgumentKernel): Expression {
  const { builder } = scope;
  const { i32, f32 } = builder.binaryen;
  const outer = builder.local(i32);
  const inner = builder.local(i32);
  const input = builder.local(i32);
  const output = builder.local(i32);
  const position = builder.local(i32);
  const number = builder.local(f32);
  const best = { number: builder.local(f32), position: builder.local(i32) };
  const { module } = builder;
  const better = kernel.function === 'max' ? module.f32.gt : module.f32.lt;
  const [, stride = 0] = kernel.input.strides;
  const store = module.f32.store(0, BYTES, output.get(), module.f32.convert_s.i32(best.position.get()));
  return over(scope, outer, kernel.outer, [
    over(scope, inner, kernel.inner, [
      input.set(address(scope, kernel.input, [outer, 0], [inner, 2])),
      output.set(address(scope, kernel.output, [outer, 0], [inner, 1])),
      best.number.set(module.f32.load(0, BYTES, input.get())),
      best.position.set(module.i32.const(0)),
      over(scope, position, kernel.length, [
        number.set(module.f32.load(0, BYTES, input.get())),
        module.if(
          better(number.get(), best.number.get()),
          builder.block([best.number.set(number.get()), best.position.set(position.get())]),
        ),
        input.set(module.i32.add(input.get(), scope.bytes(stride))),
      ]),
      store,
    ]),
  ]);
}

function over({ builder, rows }: KernelScope, counter: Variable, length: Dim, body: readonly Expression[]): Expression {
  const zero = counter.set(builder.module.i32.const(0));
  return builder.block([zero, builder.countUp(counter, () => builder.dim(length, rows), 1, body)]);
}

/** The address of an element of a view, with indices along some axes and 0 along all others. */
function address(scope: KernelScope, view: View, ...indices: readonly (readonly [index: Variable, axis: number])[]) {
  return indices.reduce(
    (start, [index, axis]) => scope.movedAddress(start, index.get(), at(view.strides, axis)),
    scope.firstAddress(view),
  );
}
