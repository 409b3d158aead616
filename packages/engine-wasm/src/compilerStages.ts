import type { Optimizer, Structure, TensorOps } from '@sparsweep/core/plugin';
import { CHUNK_ROWS } from '@sparsweep/training';
import type { Graph } from './graph/graph.ts';
import { verify } from './graph/verify.ts';
import type { Program } from './schedule/kernel.ts';
import { schedule } from './schedule/schedule.ts';
import { loopsOf } from './session/loops.ts';
import { simplify } from './simplify/simplify.ts';
import { type TracedProcedures, traceStructure } from './trace/traceStructure.ts';

/** What a structure becomes on its way to a module. */
export interface CompilerStages {
  /** As its step was recorded. */
  readonly traced: TracedProcedures;
  /** Its graphs once simplified, by procedure. */
  readonly graphs: Readonly<Record<keyof TracedProcedures, Graph>>;
  readonly program: Program;
}

/** Takes a structure through the stages before rendering, and verifies what each hands to the next. */
export function compilerStages(tf: TensorOps, structure: Structure, optimizer: Optimizer): CompilerStages {
  const traced = traceStructure(tf, structure, optimizer);
  const prepare = (graph: Graph): Graph => verified(simplify(verified(graph)));
  const graphs = {
    train: prepare(traced.train),
    evaluate: prepare(traced.evaluate),
    activations: prepare(traced.activations),
    initialize: prepare(traced.initialize),
  };
  const loops = loopsOf(structure);
  const program = schedule(
    [
      { name: 'train', capacity: structure.batchSize, graph: graphs.train },
      { name: 'evaluate', capacity: CHUNK_ROWS, graph: graphs.evaluate },
      { name: 'activations', capacity: CHUNK_ROWS, graph: graphs.activations },
      { name: 'initialize', capacity: 1, graph: graphs.initialize },
    ],
    [loops.train, loops.evaluate],
  );
  return { traced, graphs, program };
}

function verified(graph: Graph): Graph {
  verify(graph);
  return graph;
}
