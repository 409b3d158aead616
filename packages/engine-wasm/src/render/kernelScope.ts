import type { Buffer } from '../schedule/kernel.ts';
import type { FunctionBuilder, Variable } from './functionBuilder.ts';
import type { MathFunctions } from './mathFunctions.ts';

/** What the code of one kernel is made with. */
export interface KernelScope {
  readonly builder: FunctionBuilder;
  /** The buffers of the program, by position. */
  readonly buffers: readonly Buffer[];
  /** The number of rows of the batch, an i32. */
  readonly rows: Variable;
  /** The functions of the module that compute `exp` and the like. */
  readonly functions: MathFunctions;
}
