import type { Optimizer, Structure, TensorOps } from '@sparsweep/core/plugin';
import type { Graph, Node } from '../graph/graph.ts';
import { type PerProcedure, PROCEDURES, perProcedure } from '../procedures.ts';
import { errorSiteOf, type Recording } from './recording.ts';
import { notCompilable } from './sites.ts';
import { withTracer } from './traceProcedures.ts';
import { type RowPair, unify } from './unify.ts';

/**
 * Powers of two, so that quotients by the number of rows are exact in float32; large enough that no axis of the rows has
 * length 1, where TensorFlow.js skips operations.
 */
const ROWS_TRACED: RowPair = { first: 8, second: 16 };

/**
 * Records the procedures of a structure as graphs that hold for any number of rows in a batch.
 *
 * The step runs on a backend of TensorFlow.js that records kernels instead of computing them, once for each of two
 * numbers of rows. Lengths and numbers that differ between the two grow with the rows. The inputs and outputs are:
 *
 * - inputs: `features` [rows, inputs], `targets` [rows, outputs], the tensors of the state under the names of
 *   `namedTensors`, and the scalars `numbers.optimizer.NAME` and `numbers.layers.LAYER.POSITION.NAME`; a graph has only
 *   the inputs that it uses
 * - `train` yields the tensors of the state after the step, `loss`, and `correct` for classification
 * - `evaluate` yields `loss`, `penalty`, and `correct` for classification
 * - `activations` yields `activations.LAYER` for each hidden layer
 * - `initialize` yields the first states of the regularizers
 *
 * Afterwards TensorFlow.js has the backend that it had before, and no tensor is left behind.
 *
 * @throws SparsweepError `not-compilable`, naming plugin, hook and operation, where a plugin reads values, uses an
 *   operation that the compiler does not know, or depends on the number of rows in a way that no graph can express.
 */
export function traceStructure(tf: TensorOps, structure: Structure, optimizer: Optimizer): PerProcedure<Graph> {
  const recordings = traceBetween(tf, structure, optimizer, ROWS_TRACED);
  return perProcedure((name) => recordings[name].graph);
}

/** The recordings for two numbers of rows, unified. Neither number may be 1. */
function traceBetween(
  tf: TensorOps,
  structure: Structure,
  optimizer: Optimizer,
  rows: RowPair,
): PerProcedure<Recording> {
  return withTracer(tf, structure, optimizer, (tracer) => {
    const first = tracer(rows.first);
    const second = tracer(rows.second);
    return perProcedure((name) => unify(first[name], second[name], rows));
  });
}

/** The relative tolerance for factors of the number of rows: they come from float32 numbers. */
const TOLERANCE = 1e-6;

/**
 * Checks that traced graphs hold for a number of rows that a trial will have, by tracing for that number, too: a plugin
 * may branch on the number of rows.
 *
 * @param rows 1 is not checked: along an axis of length 1 TensorFlow.js skips reductions and broadcasts that the traced
 *   graphs have, and that change nothing there.
 * @throws SparsweepError `not-compilable` that names the code that behaves differently for so many rows.
 */
export function matchesTrace(
  tf: TensorOps,
  structure: Structure,
  optimizer: Optimizer,
  traced: PerProcedure<Graph>,
  rows: number,
): void {
  const { first, second } = ROWS_TRACED;
  if (rows === 1 || rows === first || rows === second) return;
  const again = traceBetween(tf, structure, optimizer, { first, second: rows });
  for (const name of PROCEDURES) checkSame(traced[name], again[name], rows);
}

function checkSame(traced: Graph, { graph, origins }: Recording, rows: number): void {
  const length = Math.max(traced.nodes.length, graph.nodes.length);
  for (let id = 0; id < length; id++) {
    if (isSame(traced.nodes[id], graph.nodes[id])) continue;
    const difference = `does something else for a batch of ${rows} rows than for one of ${ROWS_TRACED.second}`;
    throw notCompilable(errorSiteOf(origins[id]), difference);
  }
}

function isSame(traced: Node | undefined, again: Node | undefined): boolean {
  if (traced === undefined || again === undefined) return false;
  if (traced.op !== 'rows' || again.op !== 'rows') return JSON.stringify(traced) === JSON.stringify(again);
  const difference = Math.abs(traced.factor - again.factor);
  return traced.power === again.power && difference <= TOLERANCE * Math.abs(traced.factor);
}
