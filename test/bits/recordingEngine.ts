import { defineEngine, type Structure } from '@sparsweep/core/plugin';
import { compileModule, engineWasm } from '@sparsweep/engine-wasm';
import { loadProgram } from '@sparsweep/engine-wasm/session';
import { notingStreams, writeRecording } from './recording.ts';
import { hashOf } from './sweeps.ts';

const MEMORY_LIMIT = 2 ** 28;

/**
 * The compiled engine, which also records what each trial is trained from. The environment variable RECORDINGS names the
 * folder.
 */
export default defineEngine({
  ...engineWasm,
  name: 'recording',
  summary: 'Records what trials are trained from.',
  async compile(structure) {
    const compiled = await compileModule(structure);
    // A module from the cache is a Buffer, which does not reach a page as bytes.
    const plain = { ...compiled, structure: withoutPlugins(structure), module: new Uint8Array(compiled.module) };
    const program = await loadProgram(plain, MEMORY_LIMIT);
    return {
      start(trial, data) {
        const { random, drawn } = notingStreams(trial.random);
        const session = program.start({ ...trial, random }, data);
        let trained = 0;
        return {
          ...session,
          trainEpoch() {
            trained++;
            return session.trainEpoch();
          },
          weights() {
            const { random: _, ...settings } = trial;
            const weights = session.weights();
            const folder = process.env.RECORDINGS ?? '';
            writeRecording(folder, hashOf(weights), { compiled: plain, trial: settings, drawn, data, trained });
            return weights;
          },
        };
      },
    };
  },
});

/** A structure that is plain data: what its regularizers do is in the module. */
function withoutPlugins(structure: Structure): Structure {
  return { ...structure, layers: structure.layers.map((layer) => ({ ...layer, regularizers: [] })) };
}
