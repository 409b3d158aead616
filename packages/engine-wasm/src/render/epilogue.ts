import type { Body } from '../schedule/kernel.ts';
import { BodyCode, type Environment, NOTHING } from './bodyCode.ts';
import type { Expression, Variable } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import type { Lanes } from './vectors.ts';

/** A position in the result of a product or a reduction: that of the first lane, in elements. */
export interface ResultPosition {
  /** i32, only read. */
  readonly row: Variable;
  /** i32, only read. */
  readonly column: Variable;
  /** Added to `row`, which is cheaper than another variable; 0 where absent. */
  readonly down?: number;
  /** Added to `column`; 0 where absent. */
  readonly right?: number;
}

/** The code that runs on each element of a product or a reduction. */
export class Epilogue {
  /** Code to run once, before the first `render`: it computes what is the same for all elements. */
  readonly prepare: Expression;
  readonly #scope: KernelScope;
  readonly #code: BodyCode;
  readonly #environment: Environment;

  constructor(scope: KernelScope, body: Body) {
    this.#scope = scope;
    this.#code = new BodyCode(scope, body, 1);
    const { code, environment } = this.#code.prepare(NOTHING, [undefined, undefined], 4);
    this.prepare = scope.builder.block(code);
    this.#environment = environment;
  }

  /**
   * Renders the code for neighbours in a row, one in each lane.
   *
   * @param result v128 with the results; lanes that are not in use may hold anything.
   * @param lanes only these are stored; loads may read all four.
   */
  render({ row, column, down = 0, right = 0 }: ResultPosition, result: Expression, lanes: Lanes): Expression {
    const { builder } = this.#scope;
    const indices = [
      { variable: row, unit: 1, plus: down },
      { variable: column, unit: 1, plus: right },
    ];
    const kept = builder.local(builder.binaryen.v128);
    return builder.block([kept.set(result), this.#code.elementsOf(this.#environment, indices, lanes, kept)]);
  }
}
