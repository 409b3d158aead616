import type { Dim } from '../graph/dim.ts';
import type { Kernel } from './kernel.ts';

/** A buffer without an address. */
export interface DraftBuffer {
  readonly name: string;
  readonly size: Dim;
  readonly values?: readonly number[];
  /**
   * How long it keeps its numbers: `persistent` from call to call, `call` throughout a call of its procedure,
   * `kernels` from the first kernel that writes it to the last that reads it.
   */
  readonly lifetime: 'persistent' | 'call' | 'kernels';
}

/** A procedure over buffers without addresses. */
export interface DraftProcedure {
  readonly name: string;
  readonly capacity: number;
  readonly kernels: readonly Kernel[];
  readonly inputs: Readonly<Record<string, number>>;
  readonly outputs: Readonly<Record<string, number>>;
}

/** The buffers of a program, by position. Procedures share persistent inputs and outputs of the same name. */
export class DraftBuffers {
  readonly #buffers: DraftBuffer[] = [];
  readonly #shared = new Map<string, number>();

  get all(): readonly DraftBuffer[] {
    return this.#buffers;
  }

  /** A new buffer. */
  add(buffer: DraftBuffer): number {
    this.#buffers.push(buffer);
    return this.#buffers.length - 1;
  }

  /** The persistent buffer of a name. */
  shared(name: string, size: Dim): number {
    const found = this.#shared.get(name) ?? this.add({ name, size, lifetime: 'persistent' });
    this.#shared.set(name, found);
    return found;
  }
}
