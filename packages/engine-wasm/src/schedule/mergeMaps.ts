import { at } from '@sparsweep/core/plugin';
import { sameShape } from '../graph/dim.ts';
import { conflict, loadsOf, storesOf } from './access.ts';
import { joinBodies, sameView } from './bodies.ts';
import type { Kernel, MapKernel, View } from './kernel.ts';

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
