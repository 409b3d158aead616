import { at } from '@sparsweep/core/plugin';
import { type Dim, multiply } from '../graph/dim.ts';
import type { Buffer, View } from '../schedule/kernel.ts';
import type { Expression, FunctionBuilder, Variable } from './functionBuilder.ts';
import type { MathFunctions } from './functions/mathFunctions.ts';
import { BYTES } from './vectors.ts';

/** The function that a kernel is rendered to, and the program around it. All lengths and addresses are i32. */
export class KernelScope {
  readonly builder: FunctionBuilder;
  /** The buffers of the program, by position. */
  readonly buffers: readonly Buffer[];
  readonly functions: MathFunctions;
  /** The number of rows of the batch. */
  readonly rows: Variable;

  /** @param builder of a function whose first parameter is the number of rows. */
  constructor(builder: FunctionBuilder, buffers: readonly Buffer[], functions: MathFunctions) {
    this.builder = builder;
    this.buffers = buffers;
    this.functions = functions;
    this.rows = builder.parameter(0);
  }

  /** A length. */
  length(dim: Dim): Expression {
    return this.builder.dim(dim, this.rows);
  }

  /** The bytes of so many elements. */
  bytes(elements: Dim): Expression {
    return this.length(multiply(elements, BYTES));
  }

  /** The address of the first element of a view. */
  firstAddress(view: View): Expression {
    const { i32 } = this.builder.module;
    const { address } = at(this.buffers, view.buffer);
    if (typeof view.offset === 'number') return i32.const(address + BYTES * view.offset);
    return i32.add(i32.const(address), this.bytes(view.offset));
  }

  /** The address `index` elements after `start`, at a distance of `stride` each. */
  movedAddress(start: Expression, index: Expression, stride: Dim): Expression {
    const { i32 } = this.builder.module;
    return i32.add(start, i32.mul(index, this.bytes(stride)));
  }
}
