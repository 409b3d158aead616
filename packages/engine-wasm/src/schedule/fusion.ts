import { at } from '@sparsweep/core/plugin';
import { type Dim, sameShape } from '../graph/dim.ts';
import { canMoveDown, conflict, loadsOf, storesOf } from './access.ts';
import { joinBodies, pruned, sameView } from './bodies.ts';
import type { DraftBuffer, DraftProcedure } from './draft.ts';
import type { Body, Kernel, MapKernel, MatmulKernel, ReduceKernel, View } from './kernel.ts';
import { bodyOver, collapsed, normalized, withoutUnitAxes } from './regroup.ts';

/** Fuses the kernels of a procedure into fewer ones. */
export function fused(procedure: DraftProcedure, buffers: readonly DraftBuffer[]): DraftProcedure {
  const kept = new Set(Object.values(procedure.outputs));
  const flat = (kernel: Kernel) => (kernel.kind === 'map' ? withoutUnitAxes(kernel) : kernel);
  // The optimizer's maps on single parameters stay maps: `joinFamilies` makes one of them for all parameters.
  const isState = (buffer: number) => {
    const { lifetime, size } = at(buffers, buffer);
    return lifetime === 'persistent' && size !== 1;
  };
  const merged = mergeMaps(fuseEpilogues(procedure.kernels.map(flat), isState));
  const kernels = dropUnusedStores(merged, (buffer) => kept.has(buffer));
  return { ...procedure, kernels: kernels.map((kernel) => (kernel.kind === 'map' ? collapsed(kernel) : kernel)) };
}

/**
 * Makes maps part of the product or reduction before them, as its epilogue, where they run over the same elements. The
 * results themselves are still stored.
 *
 * @param isLeft whether maps that store to a buffer stay maps.
 */
function fuseEpilogues(kernels: readonly Kernel[], isLeft: (buffer: number) => boolean): readonly Kernel[] {
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
 * Joins maps over the same elements of common buffers into one, where the kernels between them allow it. A value that one
 * map stores and the next loads at the same element is then not loaded.
 */
function mergeMaps(kernels: readonly Kernel[]): readonly Kernel[] {
  const merged: Kernel[] = [];
  for (const kernel of kernels) {
    const partner = kernel.kind === 'map' ? partnerOf(merged, kernel) : undefined;
    if (partner === undefined || kernel.kind !== 'map') merged.push(kernel);
    else merged[partner.index] = { ...kernel, body: joinBodies(partner.map.body, kernel.body) };
  }
  // A joined map may share buffers with further maps.
  return merged.length < kernels.length ? mergeMaps(merged) : merged;
}

/** The last earlier map that a map can be joined with. It moves up past kernels that it does not conflict with. */
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

/** Whether two maps run over the same elements, and each reads what the other writes only at the current element. */
function canJoin(first: MapKernel, second: MapKernel): boolean {
  if (!sameShape(first.extent, second.extent)) return false;
  const stored = new Set(storesOf(first).map(({ buffer }) => buffer));
  if (storesOf(second).some(({ buffer }) => stored.has(buffer))) return false;
  if (first.extent.length > 0 && !haveCommonElements(first, second)) return false;
  return readsInStep(loadsOf(second), storesOf(first)) && readsInStep(loadsOf(first), storesOf(second));
}

/** Whether two maps use a common buffer, apart from numbers that are the same for every element. */
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

/** Drops stores that no kernel loads, and kernels that then store nothing. */
function dropUnusedStores(kernels: readonly Kernel[], isKept: (buffer: number) => boolean): readonly Kernel[] {
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
