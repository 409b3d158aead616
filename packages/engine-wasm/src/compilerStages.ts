import type { Optimizer, Structure, TensorOps } from '@sparsweep/core/plugin';
import type { Graph } from './graph/graph.ts';
import { verify } from './graph/verify.ts';
import { capacitiesOf, loopsOf, type PerProcedure, PROCEDURES, perProcedure } from './procedures.ts';
import type { KernelProgram } from './schedule/kernel.ts';
import { schedule } from './schedule/schedule.ts';
import { simplify } from './simplify/simplify.ts';
import { traceStructure } from './trace/traceStructure.ts';

/** The results of the compiler's stages before rendering. */
export interface CompilerStages {
  /** The graphs as recorded. */
  readonly traced: PerProcedure<Graph>;
  /** The graphs after simplification. */
  readonly graphs: PerProcedure<Graph>;
  readonly program: KernelProgram;
}

/** Runs the stages before rendering. The graphs are verified between stages. */
export function compilerStages(tf: TensorOps, structure: Structure, optimizer: Optimizer): CompilerStages {
  const traced = traceStructure(tf, structure, optimizer);
  const graphs = perProcedure((name) => verified(simplify(verified(traced[name]))));
  const capacities = capacitiesOf(structure);
  const loops = loopsOf(structure);
  const program = schedule(
    PROCEDURES.map((name) => ({ name, capacity: capacities[name], graph: graphs[name] })),
    [loops.train, loops.evaluate],
  );
  return { traced, graphs, program };
}

function verified(graph: Graph): Graph {
  verify(graph);
  return graph;
}

/** Loads TensorFlow.js for tracing. Nothing is computed with it, so any of its backends will do. */
export async function loadTensorFlow(): Promise<TensorOps> {
  const tf = await import('@tensorflow/tfjs');
  // Otherwise TensorFlow.js prints an advertisement to the console of every process.
  tf.enableProdMode();
  return tf;
}
