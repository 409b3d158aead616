import type { Structure } from '@sparsweep/core/plugin';
import { optimizerNamed } from '@sparsweep/training';
import { compilerStages } from './compilerStages.ts';
import { printGraph } from './graph/print.ts';
import { loadTensorFlow } from './loadTensorFlow.ts';
import { renderText } from './render/render.ts';
import { printProgram } from './schedule/printProgram.ts';

/** What a structure becomes on its way to a module: its simplified graphs, its kernels, the module as text. */
export type Stage = 'graph' | 'kernels' | 'wat';

/** A stage of the compilation of a structure, as text. */
export async function inspectStructure(structure: Structure, stage: Stage): Promise<string> {
  const tf = await loadTensorFlow();
  const { graphs, program } = compilerStages(tf, structure, optimizerNamed(structure.optimizer));
  switch (stage) {
    case 'graph':
      return Object.entries(graphs)
        .map(([name, graph]) => `${name}\n${printGraph(graph)}`)
        .join('\n\n');
    case 'kernels':
      return printProgram(program);
    case 'wat': {
      const { default: binaryen } = await import('binaryen');
      return renderText(binaryen, program);
    }
  }
}
