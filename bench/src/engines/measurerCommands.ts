import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { messageOf } from '@sparsweep/core/plugin';
import type { CommandLine } from './lineProcess.ts';
import { type MeasurerCommand, NotMeasured } from './measurer.ts';

/** The engine that all others are compared with. */
export const REFERENCE = 'engine-wasm';

/** The step written in C by hand. */
export const FLOOR = 'C floor';

/** The Python libraries, each with the script that times it. */
export const PEERS = [
  { engine: 'PyTorch', script: 'pytorch_step.py' },
  { engine: 'scikit-learn', script: 'sklearn_step.py', omitsPenalty: true },
  { engine: 'Keras', script: 'keras_step.py' },
  { engine: 'JAX', script: 'jax_step.py' },
] as const;

/** An engine of this repository; with `kept`, k-sparse keeps that many units of each hidden layer active. */
export function engineCommand(name: 'wasm' | 'tfjs', kept?: number): MeasurerCommand {
  const more = kept === undefined ? [] : [String(kept)];
  return { engine: `engine-${name}`, commandLine: (task) => node('engine.ts', task, name, ...more) };
}

/** A training loop written with TensorFlow.js alone. */
export const LOOP: MeasurerCommand = { engine: 'tfjs loop', commandLine: (task) => node('tfjsLoop.ts', task) };

/** The Python libraries, run by the Python at `python`. */
export function peerCommands(python: string): readonly MeasurerCommand[] {
  return PEERS.map(({ script, ...peer }) => ({
    ...peer,
    commandLine: (task) => [python, fileURLToPath(new URL(`../../peers/${script}`, import.meta.url)), task],
  }));
}

/** The step in C, compiled to `program`. */
export function floorCommand(program: string): MeasurerCommand {
  return { engine: FLOOR, commandLine: (task) => [program, task] };
}

function node(program: string, ...args: readonly string[]): CommandLine {
  return [process.execPath, fileURLToPath(new URL(`./programs/${program}`, import.meta.url)), ...args];
}

const SOURCES = ['main.c', 'network.c', 'trainStep.c'];

/**
 * Compiles the step in C for this machine and returns the path of the program.
 *
 * @throws NotMeasured if it cannot be compiled.
 */
export async function buildFloor(folder: string): Promise<string> {
  const program = join(folder, 'step');
  const sources = SOURCES.map((name) => fileURLToPath(new URL(`../../floor/${name}`, import.meta.url)));
  try {
    await promisify(execFile)('cc', ['-O3', '-march=native', '-o', program, ...sources, '-lm']);
  } catch (thrown) {
    throw new NotMeasured(messageOf(thrown));
  }
  return program;
}
