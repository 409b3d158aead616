/** Trains recorded trials again with the engine's own sessions. Runs in a page. */
import type { LayerWeights, RandomStreams } from '@sparsweep/core/plugin';
import { loadProgram } from '@sparsweep/engine-wasm/session';
import type { DrawnNumbers, Recording } from './recording.ts';

const MEMORY_LIMIT = 2 ** 28;

/** The final weights of a trial that is trained again from what was recorded. */
export async function replay({ compiled, trial, drawn, data, trained }: Recording): Promise<readonly LayerWeights[]> {
  const program = await loadProgram(compiled, MEMORY_LIMIT);
  const session = program.start({ ...trial, random: recordedStreams(drawn) }, data);
  for (let epoch = 0; epoch < trained; epoch++) session.trainEpoch();
  return session.weights();
}

/** Random streams that give recorded numbers. */
function recordedStreams(drawn: DrawnNumbers): RandomStreams {
  return (purpose) => {
    const numbers = (drawn[purpose] ?? []).values();
    const next = (): number => {
      const { value } = numbers.next();
      if (value === undefined) throw new Error(`more was drawn for ${purpose} than when the trial was recorded`);
      return value;
    };
    return { uniform: next, integer: next };
  };
}
