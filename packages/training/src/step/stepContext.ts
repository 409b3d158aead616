import type {
  Optimizer,
  RegularizerContext,
  Scalar,
  Structure,
  Tensor,
  Tensor2D,
  TensorOps,
} from '@sparsweep/core/plugin';
import type { StepNumbers } from './stepNumbers.ts';

/** What an engine supplies once for all steps of a structure. */
export interface StepContext {
  /** The operations that the step is written in; what they do, compute or record, is the engine's affair. */
  readonly tf: TensorOps;
  readonly structure: Structure;
  /** The optimizer that the structure names. */
  readonly optimizer: Optimizer;
  /** The mask of the `count` largest values along the last axis, as `RegularizerContext.largest` describes it. */
  readonly largest: (x: Tensor, count: Scalar) => Tensor;
}

/** Rows to compute with: features [rows, inputs] and targets [rows, outputs], as `targetsOf` lays them out. */
export interface Batch {
  readonly features: Tensor2D;
  readonly targets: Tensor2D;
}

/** What holds throughout one step. */
export interface StepInputs {
  readonly phase: RegularizerContext['phase'];
  readonly numbers: StepNumbers<Scalar>;
  /** Optimizer steps made so far. */
  readonly step: Scalar;
}
