import { at } from '@sparsweep/core/plugin';
import type { Dim } from '../graph/dim.ts';
import { canMoveDown, loadsOf, storesOf } from './access.ts';
import { joinBodies, pruned, sameView } from './bodies.ts';
import type { Body, Kernel, MatmulKernel, ReduceKernel } from './kernel.ts';
import { bodyOver, normalized } from './regroup.ts';

/**
 * Lets products and reductions do themselves what the next kernel does with each element of their result, where that
 * kernel is a map over the same elements. The results themselves are still stored.
 *
 * @param isLeft tells of a buffer that maps store to which are to stay maps.
 */
export function fuseEpilogues(kernels: readonly Kernel[], isLeft: (buffer: number) => boolean): readonly Kernel[] {
  const fused = [...kernels];
  let index = 0;
  while (index < fused.length) {
    const producer = at(fused, index);
    const next = producer.kind === 'matmul' || producer.kind === 'reduce' ? firstReader(fused, index) : -1;
    const isFree = next !== -1 && storesOf(at(fused, next)).every(({ buffer }) => !isLeft(buffer));
    const joined = isFree ? withEpilogue(producer, at(fused, next)) : undefined;
    if (joined === undefined || !canMoveDown(fused, index, next)) {
      index++;
      continue;
    }
    fused.splice(next, 1, joined);
    fused.splice(index, 1);
  }
  return fused;
}

function firstReader(kernels: readonly Kernel[], index: number): number {
  const producer = at(kernels, index);
  if (producer.kind !== 'matmul' && producer.kind !== 'reduce') return -1;
  const stored = new Set(producer.epilogue.stores.map(({ view }) => view.buffer));
  return kernels.findIndex(
    (kernel, position) => position > index && loadsOf(kernel).some(({ buffer }) => stored.has(buffer)),
  );
}

function withEpilogue(producer: Kernel, map: Kernel): Kernel | undefined {
  if ((producer.kind !== 'matmul' && producer.kind !== 'reduce') || map.kind !== 'map') return undefined;
  const extent = extentOf(producer);
  const body = bodyOver(map, ...extent);
  if (body === undefined) return undefined;
  const own = normalizedBody(producer.epilogue, extent);
  const isElementwise = body.steps.every(
    (step) =>
      step.kind !== 'load' ||
      own.stores.every(({ view }) => view.buffer !== step.view.buffer || sameView(view, step.view)),
  );
  return isElementwise ? { ...producer, epilogue: pruned(joinBodies(own, body)) } : undefined;
}

function extentOf(producer: MatmulKernel | ReduceKernel): readonly [Dim, Dim] {
  return producer.kind === 'matmul' ? [producer.rows, producer.columns] : [producer.outer, producer.inner];
}

function normalizedBody({ steps, stores }: Body, extent: readonly [Dim, Dim]): Body {
  return {
    steps: steps.map((step) => (step.kind === 'load' ? { ...step, view: normalized(step.view, extent) } : step)),
    stores: stores.map(({ view, step }) => ({ view: normalized(view, extent), step })),
  };
}
