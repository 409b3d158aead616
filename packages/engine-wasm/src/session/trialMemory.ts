import { SparsweepError } from '@sparsweep/core/plugin';
import type { Program } from '../schedule/kernel.ts';

/** The memory of one trial, and the functions of its module that work in it. */
export interface TrialMemory {
  readonly floats: Float32Array;
  readonly doubles: Float64Array;
  readonly words: Uint32Array;
  /** Calls an exported function. */
  call(name: string, ...parameters: readonly number[]): void;
}

/** A memory that holds no trial at present, with the instance that works in it. */
interface IdleMemory {
  readonly memory: WebAssembly.Memory;
  readonly instance: WebAssembly.Instance;
}

const PAGE = 65_536;

/** Gives the trials of one program their memory, and uses that of ended trials again. */
export class MemoryPool {
  readonly #module: WebAssembly.Module;
  readonly #program: Program;
  readonly #limit: number;
  readonly #idle: IdleMemory[] = [];

  /** @param limit bytes that a trial may take. */
  constructor(module: WebAssembly.Module, program: Program, limit: number) {
    this.#module = module;
    this.#program = program;
    this.#limit = limit;
  }

  /**
   * A memory of at least so many bytes, and the function that gives it back.
   *
   * @throws SparsweepError `unavailable` when there is not so much.
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
 * Makes sure that a trial fits.
 *
 * @throws SparsweepError `unavailable` telling how much it needs and how much there is.
 */
export function checkFits(bytes: number, limit: number): void {
  if (bytes <= limit) return;
  throw new SparsweepError(
    'unavailable',
    `a trial of this model needs ${megabytes(bytes)} of memory, and there are ${megabytes(limit)}: ` +
      'use fewer units, a smaller batch or fewer samples, or `run.engine: tfjs`',
  );
}

/** Runs what allocates `bytes` bytes, and says in plain words when they are not to be had. */
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
