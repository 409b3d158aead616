import { at } from '@sparsweep/core/plugin';
import { type Dim, sameShape } from '../graph/dim.ts';
import { canMoveDown, conflict, loadsOf, storesOf } from './access.ts';
import { joinBodies, pruned, sameView } from './bodies.ts';
import type { Body, Kernel, MapKernel, MatmulKernel, ReduceKernel, View } from './kernel.ts';
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

/**
 * Joins maps over the same elements of common buffers into one, where no kernel between them needs the one before the other. What one
 * stores and the next loads at the same element then need not be loaded.
 */
export function mergeMaps(kernels: readonly Kernel[]): readonly Kernel[] {
  const merged: Kernel[] = [];
  for (const kernel of kernels) {
    const partner = kernel.kind === 'map' ? partnerOf(merged, kernel) : undefined;
    if (partner === undefined || kernel.kind !== 'map') merged.push(kernel);
    else merged[partner.index] = { ...kernel, body: joinBodies(partner.map.body, kernel.body) };
  }
  // What has been joined may have come to share buffers with others.
  return merged.length < kernels.length ? mergeMaps(merged) : merged;
}

/** The last map before a map that it can become part of: it moves up past what it does not conflict with. */
function partnerOf(
  kernels: readonly Kernel[],
  map: MapKernel,
): { readonly index: number; readonly map: MapKernel } | undefined {
  for (let index = kernels.length - 1; index >= 0; index--) {
    const candidate = at(kernels, index);
    if (candidate.kind === 'map' && canJoin(candidate, map)) return { index, map: candidate };
    if (conflict(candidate, map)) return undefined;
  }
  return undefined;
}

/** Whether two maps have the same elements, and each reads what the other writes only at the element that it is at. */
function canJoin(first: MapKernel, second: MapKernel): boolean {
  if (!sameShape(first.extent, second.extent)) return false;
  const stored = new Set(storesOf(first).map(({ buffer }) => buffer));
  if (storesOf(second).some(({ buffer }) => stored.has(buffer))) return false;
  if (first.extent.length > 0 && !haveCommonElements(first, second)) return false;
  return readsInStep(loadsOf(second), storesOf(first)) && readsInStep(loadsOf(first), storesOf(second));
}

/** Whether two maps touch a buffer in common, other than a number that is the same for every element. */
function haveCommonElements(first: MapKernel, second: MapKernel): boolean {
  const touched = (map: MapKernel) =>
    [...loadsOf(map), ...storesOf(map)].flatMap(({ buffer, strides }) =>
      strides.every((stride) => stride === 0) ? [] : [buffer],
    );
  const own = new Set(touched(first));
  return touched(second).some((buffer) => own.has(buffer));
}

function readsInStep(loads: readonly View[], stores: readonly View[]): boolean {
  return loads.every((load) => stores.every((store) => store.buffer !== load.buffer || sameView(load, store)));
}

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
