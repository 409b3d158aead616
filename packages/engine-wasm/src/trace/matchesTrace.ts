import type { Optimizer, Structure, TensorOps } from '@sparsweep/core/plugin';
import type { Graph, Node } from '../graph/graph.ts';
import { notCompilable } from './notCompilable.ts';
import { NETWORK } from './place.ts';
import { type Recording, siteOf } from './recording.ts';
import { PROCEDURES } from './traceProcedures.ts';
import { ROWS_TRACED, type TracedProcedures, traceBetween } from './traceStructure.ts';

/** How far the factors of numbers may be apart, which come from float32 numbers for other numbers of rows. */
const TOLERANCE = 1e-6;

/**
 * Makes sure that traced graphs hold for a number of rows that a trial will have, by tracing for that number, too: a
 * plugin may branch on the number of rows.
 *
 * @param rows where 1, nothing is checked: of an axis of length 1 TensorFlow.js leaves out reductions and broadcasts,
 *   which are in the traced graphs and change nothing there.
 * @throws SparsweepError `not-compilable` that names what does something else for so many rows.
 */
export function matchesTrace(
  tf: TensorOps,
  structure: Structure,
  optimizer: Optimizer,
  traced: TracedProcedures,
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
    const origin = origins[id];
    const site = origin === undefined ? { place: NETWORK, isGradient: false } : siteOf(origin);
    throw notCompilable(site, `does something else for a batch of ${rows} rows than for one of ${ROWS_TRACED.second}`);
  }
}

function isSame(traced: Node | undefined, again: Node | undefined): boolean {
  if (traced === undefined || again === undefined) return false;
  if (traced.op !== 'rows' || again.op !== 'rows') return JSON.stringify(traced) === JSON.stringify(again);
  const difference = Math.abs(traced.factor - again.factor);
  return traced.power === again.power && difference <= TOLERANCE * Math.abs(traced.factor);
}
