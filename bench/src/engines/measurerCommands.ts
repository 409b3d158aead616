import { fileURLToPath } from 'node:url';
import type { MeasurerCommand } from './measurer.ts';
import type { CommandLine } from './oneCore.ts';

/** The engine that all others are compared with. */
export const REFERENCE = 'engine-wasm';

/** The step written by hand for this machine. */
export const FLOOR = 'C floor';

/** The peers, by the script that times each. */
export const PEERS = [
  { engine: 'PyTorch', script: 'pytorch_step.py' },
  { engine: 'scikit-learn', script: 'sklearn_step.py', omitsPenalty: true },
  { engine: 'Keras', script: 'keras_step.py' },
  { engine: 'JAX', script: 'jax_step.py' },
] as const;

/** An engine of this repository; with `kept`, on hidden layers of which k-sparse leaves so many units active. */
export function engineCommand(name: 'wasm' | 'tfjs', kept?: number): MeasurerCommand {
  const more = kept === undefined ? [] : [String(kept)];
  return { engine: `engine-${name}`, commandLine: (task) => node('engine.ts', task, name, ...more) };
}

/** The loop that a user of TensorFlow.js would write. */
export const LOOP: MeasurerCommand = { engine: 'tfjs loop', commandLine: (task) => node('tfjsLoop.ts', task) };

/** The libraries of Python, run by the Python at that path. */
export function peerCommands(python: string): readonly MeasurerCommand[] {
  return PEERS.map(({ script, ...peer }) => ({
    ...peer,
    commandLine: (task) => [python, fileURLToPath(new URL(`../../peers/${script}`, import.meta.url)), task],
  }));
}

/** The step in C, compiled to the program at that path. */
export function floorCommand(program: string): MeasurerCommand {
  return { engine: FLOOR, commandLine: (task) => [program, task] };
}

function node(program: string, ...args: readonly string[]): CommandLine {
  return [process.execPath, fileURLToPath(new URL(`./programs/${program}`, import.meta.url)), ...args];
}
