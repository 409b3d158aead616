import { appendFileSync } from 'node:fs';
import { defineEngine } from '@sparsweep/core/plugin';
import engineWasm from '@sparsweep/engine-wasm';

/** The compiled engine, which adds a line to the file that the environment variable COMPILED names for each structure. */
export default defineEngine({
  ...engineWasm,
  name: 'counting',
  summary: 'Counts what it compiles.',
  compile(structure) {
    appendFileSync(process.env.COMPILED ?? '', `${structure.layers.map(({ units }) => units).join('-')}\n`);
    return engineWasm.compile(structure);
  },
});
