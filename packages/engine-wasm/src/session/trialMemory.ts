import { SparsweepError, type Split } from '@sparsweep/core/plugin';
import type { SplitsData } from '@sparsweep/training';
import type { KernelProgram } from '../schedule/kernel.ts';

/** The memory of one trial, and the module's functions on it. */
export interface TrialMemory {
  readonly floats: Float32Array;
  readonly doubles: Float64Array;
  readonly words: Uint32Array;
  /** Calls an exported function. */
  call(name: string, ...parameters: readonly number[]): void;
}

/** A memory that no trial uses at present, and the module instance on it. */
interface IdleMemory {
  readonly memory: WebAssembly.Memory;
  readonly instance: WebAssembly.Instance;
}

const PAGE = 65_536;

/** The memories of the trials of one program. Those of ended trials are used again. */
export class MemoryPool {
  readonly #module: WebAssembly.Module;
  readonly #program: KernelProgram;
  readonly #limit: number;
  readonly #idle: IdleMemory[] = [];

  /** @param limit bytes that a trial may take. */
  constructor(module: WebAssembly.Module, program: KernelProgram, limit: number) {
    this.#module = module;
    this.#program = program;
    this.#limit = limit;
  }

  /**
   * Takes a memory of at least so many bytes. `giveBack` returns it to the pool.
   *
   * @throws SparsweepError `unavailable` when there is not enough memory.
   */
  take(bytes: number): { readonly memory: TrialMemory; readonly giveBack: () => void } {
    checkFits(bytes, this.#limit);
    const taken = this.#idle.pop() ?? this.#create(bytes);
    const missing = Math.ceil((bytes - taken.memory.buffer.byteLength) / PAGE);
    if (missing > 0) allocating(bytes, () => taken.memory.grow(missing));
    return { memory: trialMemory(taken), giveBack: () => this.#idle.push(taken) };
  }

  #create(bytes: number): IdleMemory {
    const memory = allocating(bytes, () => new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) }));
    const floats = new Float32Array(memory.buffer);
    for (const { address, values } of this.#program.buffers) if (values !== undefined) floats.set(values, address / 4);
    return { memory, instance: new WebAssembly.Instance(this.#module, { env: { memory } }) };
  }
}

/**
 * Checks that a trial fits into the memory.
 *
 * @throws SparsweepError `unavailable`, with the bytes that it needs and the limit.
 */
export function checkFits(bytes: number, limit: number): void {
  if (bytes <= limit) return;
  throw new SparsweepError(
    'unavailable',
    `a trial of this model needs ${megabytes(bytes)} of memory, and there are ${megabytes(limit)}: ` +
      'use fewer units, a smaller batch or fewer samples, or `run.engine: tfjs`',
  );
}

/** Runs a function that allocates `bytes` bytes, and explains the error when it cannot. */
function allocating<Result>(bytes: number, allocate: () => Result): Result {
  try {
    return allocate();
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    throw new SparsweepError(
      'unavailable',
      `a trial of this model needs ${megabytes(bytes)} of memory, which this machine does not have free`,
      { cause: thrown },
    );
  }
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MiB`;
}

function trialMemory({ memory, instance }: IdleMemory): TrialMemory {
  return {
    floats: new Float32Array(memory.buffer),
    doubles: new Float64Array(memory.buffer),
    words: new Uint32Array(memory.buffer),
    call(name, ...parameters) {
      const run = instance.exports[name];
      if (typeof run !== 'function') throw new Error(`the module has no function ${name}`);
      run(...parameters);
    },
  };
}

/** The addresses of the samples of a split, in bytes. */
interface SplitAddresses {
  readonly features: number;
  readonly targets: number;
}

/** The addresses of a trial's data in its memory, behind the buffers of its program, in bytes. */
export interface MemoryLayout {
  /** Sums of a batch loop, in float64. */
  readonly sums: number;
  /** Row numbers, as uint32, in the order in which they are used. */
  readonly order: number;
  readonly splits: ReadonlyMap<Split, SplitAddresses>;
  /** The size of the memory. */
  readonly bytes: number;
}

/** At least as many sums as any loop has. */
const SUMS = 8;

/** Vector loads may begin at the last number of a matrix and read past its end. */
const SLACK = 64;

/**
 * Lays out the data of a trial.
 *
 * @param start bytes of the program's own buffers.
 */
export function memoryLayout(start: number, splits: SplitsData): MemoryLayout {
  let end = start;
  const reserve = (bytes: number): number => {
    const address = Math.ceil(end / 16) * 16;
    end = address + bytes;
    return address;
  };
  const sums = reserve(8 * SUMS);
  const order = reserve(4 * Math.max(0, ...splits.names.map((name) => splits.of(name).rows)));
  const addresses = splits.names.map((name) => {
    const { features, targets } = splits.of(name);
    const address = reserve(features.byteLength);
    // An autoencoder's targets are its features.
    return [
      name,
      { features: address, targets: targets === features ? address : reserve(targets.byteLength) },
    ] as const;
  });
  return { sums, order, splits: new Map(addresses), bytes: end + SLACK };
}
