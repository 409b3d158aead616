import type { Body } from '../schedule/kernel.ts';
import { BodyCode, NOTHING } from './bodyCode.ts';
import type { Expression, FunctionBuilder, Variable } from './functionBuilder.ts';
import type { Lanes } from './iteration.ts';
import type { KernelScope } from './kernelScope.ts';

export type { Lanes } from './iteration.ts';

/**
 * Code for what follows a product or a reduction at the elements (row, column), (row, column + 1), ... of the result,
 * one for each lane.
 *
 * @param builder of the function that the code becomes part of: the one of the scope that the epilogue was made with.
 * @param row number of the row, an i32 in elements; only read.
 * @param column number of the column of the first lane, an i32 in elements; only read.
 * @param result v128 with the results; lanes beyond `lanes` may hold anything.
 * @param lanes only so many elements are stored (loads may read all four).
 * @param down added to `row` (cheaper than a variable of its own); 0 where absent.
 * @param right added to `column`; 0 where absent.
 */
export type EpilogueRenderer = (
  builder: FunctionBuilder,
  row: Variable,
  column: Variable,
  result: Expression,
  lanes: Lanes,
  down?: number,
  right?: number,
) => Expression;

/** An epilogue in code. */
export interface Epilogue {
  /** Code to run once, before the first use of `render`: what is the same for all elements. */
  readonly prepare: Expression;
  readonly render: EpilogueRenderer;
}

/** The code of the epilogue of a product or a reduction. */
export function epilogueOf(scope: KernelScope, body: Body): Epilogue {
  const code = new BodyCode(scope, body, 1);
  const { code: prepare, environment } = code.prepare(NOTHING, [undefined, undefined], 4);
  return {
    prepare: scope.builder.block(prepare),
    render: (builder, row, column, result, lanes, down = 0, right = 0) => {
      const indices = [
        { variable: row, unit: 1, plus: down },
        { variable: column, unit: 1, plus: right },
      ];
      const kept = builder.local(builder.binaryen.v128);
      return builder.block([kept.set(result), code.elementsOf(environment, indices, lanes, kept)]);
    },
  };
}
