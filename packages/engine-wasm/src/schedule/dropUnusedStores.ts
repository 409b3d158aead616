import { loadsOf, storesOf } from './access.ts';
import { pruned } from './bodies.ts';
import type { Body, Kernel } from './kernel.ts';

/** The kernels without the stores that nothing loads, and without the kernels that then store nothing. */
export function dropUnusedStores(kernels: readonly Kernel[], isKept: (buffer: number) => boolean): readonly Kernel[] {
  const loaded = new Set(kernels.flatMap((kernel) => loadsOf(kernel).map(({ buffer }) => buffer)));
  const used = ({ steps, stores }: Body): Body =>
    pruned({ steps, stores: stores.filter(({ view }) => loaded.has(view.buffer) || isKept(view.buffer)) });
  const needed = kernels
    .map((kernel): Kernel => {
      if (kernel.kind === 'map') return { ...kernel, body: used(kernel.body) };
      if (kernel.kind === 'matmul' || kernel.kind === 'reduce') return { ...kernel, epilogue: used(kernel.epilogue) };
      return kernel;
    })
    .filter((kernel) => storesOf(kernel).some(({ buffer }) => loaded.has(buffer) || isKept(buffer)));
  return needed.length < kernels.length ? dropUnusedStores(needed, isKept) : needed;
}
