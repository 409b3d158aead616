import type { Structure } from '@sparsweep/core/plugin';
import type { Program } from '../schedule/kernel.ts';

/** A structure compiled to a module: all that training its trials needs. */
export interface CompiledStructure {
  /** Of its regularizers, which are in the module, sessions use the names alone, and those only in snapshots. */
  readonly structure: Structure;
  readonly program: Program;
  /** Bytes of memory that the module itself needs. */
  readonly bytes: number;
  /** The WebAssembly module. */
  readonly module: Uint8Array;
}
