import { at } from '@sparsweep/core/plugin';
import type { Dim } from '../graph/dim.ts';
import type { View } from '../schedule/kernel.ts';
import { firstAddress, movedAddress } from './elementAddress.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';

/**
 * Points at the first numbers of four columns of a [depth, columns] matrix: at those from `column` + `right` on, at the
 * last one of the matrix in place of any beyond it.
 *
 * @param pointers 4 variables (i32)
 * @param index for the code's own use (i32).
 */
export function fourColumns(
  scope: KernelScope,
  view: View,
  columns: Dim,
  [column, right]: readonly [column: Variable, right: number],
  pointers: readonly Variable[],
  index: Variable,
): Expression {
  const { builder, rows } = scope;
  const { module } = builder;
  const { i32 } = module;
  const last = () => i32.sub(builder.dim(columns, rows), i32.const(1));
  return builder.block(
    pointers.flatMap((pointer, lane) => {
      const inside = module.select(i32.lt_s(index.get(), last()), index.get(), last());
      return [
        index.set(i32.add(column.get(), i32.const(right + lane))),
        pointer.set(movedAddress(scope, firstAddress(scope, view), inside, at(view.strides, 1))),
      ];
    }),
  );
}
