import { spawn } from 'node:child_process';
import { defineEngine, type Session } from '@sparsweep/core/plugin';

/** Larger than the buffer of a pipe, so that sending it takes some time. */
const KERNEL_SIZE = 1_000_000;

/**
 * An engine that computes nothing. The learning rate selects what a trial does.
 *
 * In its second epoch: 5 exits with status 7 and leaves a process that keeps its output open, 6 throws, 7 exits with
 * status 7, 8 never ends, 9 is killed, 10 takes half a gibibyte of memory and never ends. After its end: 3 exits with
 * status 3 at once, 4 soon after. With any other rate nothing happens. 4, 5 and 8 print a process id.
 */
export default defineEngine({
  name: 'mortal',
  summary: 'Dies when it is told to.',
  compile: async () => ({ start: ({ hyperparameters }) => session(Number(hyperparameters.optimizer.learningRate)) }),
  describe: async () => ({ backend: 'none' }),
});

function session(fate: number): Session {
  let epochs = 0;
  return {
    trainEpoch() {
      epochs++;
      if (epochs === 2) meet(fate);
      return [{ name: 'loss', split: 'train', layer: null, value: 1 / epochs }];
    },
    evaluate: (split) => [{ name: 'loss', split, layer: null, value: 1 / epochs }],
    inspect: () => [],
    weights: () => [
      { inputs: KERNEL_SIZE, units: 1, kernel: new Float32Array(KERNEL_SIZE), bias: new Float32Array(1) },
    ],
    save: () => new Uint8Array(),
    restore() {},
    dispose() {
      if (fate === 3) process.exit(3);
      if (fate !== 4) return;
      console.log(process.pid);
      setTimeout(() => process.exit(3), 50);
    },
  };
}

function meet(fate: number): void {
  if (fate === 6) throw new Error('no sixth sense');
  if (fate === 5) {
    console.log(spawn('sleep', ['1000'], { stdio: 'inherit', detached: true }).pid);
    process.exit(7);
  }
  if (fate === 7) {
    process.stdout.write('last words\n');
    process.exit(7);
  }
  if (fate === 9) process.kill(process.pid, 'SIGKILL');
  if (fate === 8) console.log(process.pid);
  const taken = fate === 10 ? Buffer.alloc(2 ** 29, 1) : undefined;
  while (fate === 8 || taken !== undefined) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
}
