import { at, type Structure } from '@sparsweep/core/plugin';
import type { SplitsData } from '@sparsweep/training';
import type { ProcedureName } from '../procedures.ts';
import type { KernelProgram, Procedure } from '../schedule/kernel.ts';
import type { MemoryLayout, TrialMemory } from './trialMemory.ts';

/** A trial in training: what the functions of a session work on. */
export interface TrialContext {
  readonly structure: Structure;
  readonly program: KernelProgram;
  readonly memory: TrialMemory;
  readonly layout: MemoryLayout;
  readonly splits: SplitsData;
}

/** The first `length` numbers of a buffer. */
export function numbersOf({ program, memory }: TrialContext, buffer: number, length: number): Float32Array {
  const start = at(program.buffers, buffer).address / 4;
  return memory.floats.subarray(start, start + length);
}

/** All numbers of a buffer whose size does not depend on the number of rows. */
export function allNumbersOf(context: TrialContext, buffer: number): Float32Array {
  const { name, size } = at(context.program.buffers, buffer);
  if (typeof size !== 'number') throw new Error(`the size of ${name} depends on the rows of a batch`);
  return numbersOf(context, buffer, size);
}

export function procedureNamed({ procedures }: KernelProgram, name: ProcedureName): Procedure {
  const procedure = procedures.find((candidate) => candidate.name === name);
  if (procedure === undefined) throw new Error(`the program has no procedure ${name}`);
  return procedure;
}

/** The buffers that a trial carries from one step to the next, by name. */
export function stateBuffers(program: KernelProgram): ReadonlyMap<string, number> {
  const { outputs } = procedureNamed(program, 'train');
  return new Map(Object.entries(outputs).filter(([name]) => name === 'step' || name.startsWith('layers.')));
}
