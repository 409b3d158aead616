import type { KernelProgram } from '../schedule/kernel.ts';
import { asRow } from './asRow.ts';
import { matmulScratchBytes } from './renderMatmul.ts';

/** Where the memory begins that kernels use for themselves while they run: behind the buffers. */
export function scratchAddress({ bytes }: KernelProgram): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/** Bytes of memory that a program needs in all. */
export function memoryBytes(program: KernelProgram): number {
  const needs = program.procedures.flatMap(({ kernels, capacity }) =>
    kernels.map((kernel) => (kernel.kind === 'matmul' ? matmulScratchBytes(asRow(kernel), capacity) : 0)),
  );
  const scratch = needs.reduce((most, bytes) => Math.max(most, bytes), 0);
  return scratch === 0 ? program.bytes : scratchAddress(program) + scratch + SLACK;
}

const ALIGNMENT = 64;

/** Loads of four numbers may begin at the last one. */
const SLACK = 16;
