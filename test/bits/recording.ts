import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { RandomStreams, TrialData, TrialStart } from '@sparsweep/core/plugin';
import type { CompiledStructure } from '@sparsweep/engine-wasm/session';

/** The numbers that a trial drew, in their order, by purpose. */
export type DrawnNumbers = Readonly<Record<string, readonly number[]>>;

/** All that a trial was trained from, as plain data. */
export interface Recording {
  readonly compiled: CompiledStructure;
  readonly trial: Omit<TrialStart, 'random'>;
  readonly drawn: DrawnNumbers;
  readonly data: TrialData;
  /** How many epochs were trained: fewer than the trial has where it diverged. */
  readonly trained: number;
}

/** Random streams that record in `drawn` what they return. */
export function notingStreams(random: RandomStreams): { readonly random: RandomStreams; readonly drawn: DrawnNumbers } {
  const drawn: Record<string, number[]> = {};
  const noting: RandomStreams = (purpose) => {
    const stream = random(purpose);
    const numbers: number[] = [];
    drawn[purpose] = numbers;
    const note = (number: number): number => {
      numbers.push(number);
      return number;
    };
    return { uniform: () => note(stream.uniform()), integer: (bound) => note(stream.integer(bound)) };
  };
  return { random: noting, drawn };
}

/** Writes a recording to a file named after the hash of its trial's final weights. */
export function writeRecording(folder: string, hash: string, recording: Recording): void {
  writeFileSync(join(folder, hash), serialize(recording));
}

/** The recording of the trial whose final weights have this hash. */
export function readRecording(folder: string, hash: string): Recording {
  return deserialize(readFileSync(join(folder, hash)));
}
