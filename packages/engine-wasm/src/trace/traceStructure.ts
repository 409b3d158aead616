import type { Optimizer, Structure, TensorOps } from '@sparsweep/core/plugin';
import type { Graph } from '../graph/graph.ts';
import type { Recording } from './recording.ts';
import { type ProcedureName, withTracer } from './traceProcedures.ts';
import { unify } from './unify.ts';
import type { RowPair } from './unifyDim.ts';

/** A graph for each computation that a structure needs. */
export type TracedProcedures = Readonly<Record<ProcedureName, Graph>>;

/**
 * Powers of two, so that quotients by the number of rows are exact in float32; large enough that no axis of the rows has
 * length 1, where TensorFlow.js leaves out steps.
 */
export const ROWS_TRACED: RowPair = { first: 8, second: 16 };

/**
 * Records the training step of a structure, and what else a trial computes, as graphs in which the number of rows of a
 * batch is open.
 *
 * The step runs on a backend of TensorFlow.js that records kernels instead of computing them, once for each of two
 * numbers of rows; what differs between the two grows with the rows. The inputs and outputs are:
 *
 * - inputs: `features` [rows, inputs], `targets` [rows, outputs], the tensors of the state under the names of
 *   `namedTensors`, and the scalars `numbers.optimizer.NAME` and `numbers.layers.LAYER.POSITION.NAME`; a graph has those
 *   that it uses
 * - `train` yields the tensors of the state after the step, `loss` and, where there are classes, `correct`
 * - `evaluate` yields `loss`, `penalty` and, where there are classes, `correct`
 * - `activations` yields `activations.LAYER` of each hidden layer
 * - `initialize` yields the first states of the regularizers
 *
 * The backend of TensorFlow.js that was in use is in use again afterwards, and no tensor is left behind.
 *
 * @throws SparsweepError `not-compilable` naming plugin, hook and operation where a plugin reads values, uses what the
 *   compiler does not know, or depends on the number of rows as no graph can.
 */
export function traceStructure(tf: TensorOps, structure: Structure, optimizer: Optimizer): TracedProcedures {
  const { train, evaluate, activations, initialize } = traceBetween(tf, structure, optimizer, ROWS_TRACED);
  return {
    train: train.graph,
    evaluate: evaluate.graph,
    activations: activations.graph,
    initialize: initialize.graph,
  };
}

/** What holds for two numbers of rows, neither of them 1. */
export function traceBetween(
  tf: TensorOps,
  structure: Structure,
  optimizer: Optimizer,
  rows: RowPair,
): Readonly<Record<ProcedureName, Recording>> {
  return withTracer(tf, structure, optimizer, (tracer) => {
    const first = tracer(rows.first);
    const second = tracer(rows.second);
    return {
      train: unify(first.train, second.train, rows),
      evaluate: unify(first.evaluate, second.evaluate, rows),
      activations: unify(first.activations, second.activations, rows),
      initialize: unify(first.initialize, second.initialize, rows),
    };
  });
}
