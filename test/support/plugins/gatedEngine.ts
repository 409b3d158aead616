import { existsSync } from 'node:fs';
import { defineEngine } from '@sparsweep/core/plugin';
import nullEngine from '@sparsweep/testkit/null-engine';

const POLL_MILLISECONDS = 5;

/**
 * The engine that computes nothing, whose trials block in their second epoch until the file that the environment variable
 * GATE names is there.
 */
export default defineEngine({
  ...nullEngine,
  name: 'gated',
  summary: 'Waits.',
  async compile(structure) {
    const program = await nullEngine.compile(structure);
    return {
      start(trial, data) {
        const session = program.start(trial, data);
        let epochs = 0;
        const trainEpoch = () => {
          if (++epochs === 2) waitForGate();
          return session.trainEpoch();
        };
        return { ...session, trainEpoch };
      },
    };
  },
});

function waitForGate(): void {
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  while (!existsSync(process.env.GATE ?? '')) Atomics.wait(sleeper, 0, 0, POLL_MILLISECONDS);
}
