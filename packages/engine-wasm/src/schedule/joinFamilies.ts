import { at } from '@sparsweep/core/plugin';
import { conflict, loadsOf, mapViews, storesOf } from './access.ts';
import type { DraftBuffer } from './draft.ts';
import type { Kernel, MapKernel, View } from './kernel.ts';

/** Buffers that must be adjacent in memory, in this order. */
export type Family = readonly number[];

/** Kernels, and the families of buffers that they treat as one buffer. */
export interface Joined {
  readonly kernels: readonly Kernel[];
  readonly families: readonly Family[];
}

/**
 * Joins maps that do the same to different buffers, such as an optimizer's step on every parameter. The buffers become
 * families, and the map runs from the beginning of each family's first buffer to the end of its last.
 *
 * @param taken existing families: a buffer is a member of at most one.
 */
export function joinFamilies(
  kernels: readonly Kernel[],
  buffers: readonly DraftBuffer[],
  taken: readonly Family[],
): Joined {
  const families = [...taken];
  const left = [...kernels];
  const signatures = new Map(
    left.flatMap((kernel) => {
      const signature = kernel.kind === 'map' ? signatureOf(kernel, buffers) : undefined;
      return signature === undefined ? [] : [[kernel, signature] as const];
    }),
  );
  for (const first of kernels) {
    const signature = signatures.get(first);
    if (signature === undefined || first.kind !== 'map' || !left.includes(first)) continue;
    const alike = left.filter((kernel): kernel is MapKernel => signatures.get(kernel) === signature);
    const members = joinable(left, alike);
    const columns = members.length < 2 ? undefined : columnsOf(members);
    if (columns === undefined || !areFree(columns, families, buffers)) continue;
    for (const column of columns) if (!families.some((family) => sameFamily(family, column))) families.push(column);
    const length = members.reduce((sum, { extent }) => sum + Number(extent[0]), 0);
    left.splice(left.indexOf(first), 1, { ...first, extent: [length] });
    for (const member of members.slice(1)) left.splice(left.indexOf(member), 1);
  }
  return { kernels: left, families };
}

/** A key for what a map does, whatever its buffers; undefined for a map over parts of buffers. */
function signatureOf(map: MapKernel, buffers: readonly DraftBuffer[]): string | undefined {
  const [length] = map.extent;
  if (map.extent.length !== 1 || typeof length !== 'number') return undefined;
  if (map.body.steps.some(({ kind }) => kind === 'position')) return undefined;
  let isWhole = true;
  const positions = new Map<number, number>();
  const anonymous = mapViews(map, (view) => {
    if (view.strides[0] === 0) return view;
    const { size, lifetime } = at(buffers, view.buffer);
    if (view.strides[0] !== 1 || view.offset !== 0 || size !== length || lifetime === 'call') isWhole = false;
    if (!positions.has(view.buffer)) positions.set(view.buffer, positions.size);
    return { ...view, buffer: -1 - (positions.get(view.buffer) ?? 0) };
  });
  return isWhole && anonymous.kind === 'map' ? JSON.stringify(anonymous.body) : undefined;
}

/** The maps of a list that can all run at the place of the first one. */
function joinable(kernels: readonly Kernel[], alike: readonly MapKernel[]): readonly MapKernel[] {
  const [first, ...others] = alike;
  if (first === undefined) return [];
  const members = [first];
  for (const map of others) {
    const between = kernels.slice(kernels.indexOf(first), kernels.indexOf(map));
    const others = between.filter((kernel) => !members.some((member) => member === kernel));
    if ([first, ...others].some((kernel) => conflict(kernel, map))) break;
    members.push(map);
  }
  return members;
}

/** For each place in the maps where their buffers differ, those buffers. */
function columnsOf(maps: readonly MapKernel[]): readonly Family[] {
  const lists = maps.map((map) => [
    ...new Set([...loadsOf(map), ...storesOf(map)].filter(isRunOver).map(({ buffer }) => buffer)),
  ]);
  return at(lists, 0).map((_, place) => lists.map((list) => at(list, place)));
}

function isRunOver({ strides }: View): boolean {
  return strides[0] !== 0;
}

function areFree(columns: readonly Family[], families: readonly Family[], buffers: readonly DraftBuffer[]): boolean {
  const members = columns.flat();
  if (new Set(members).size < members.length) return false;
  return columns.every((column) => {
    const lifetimes = new Set(column.map((buffer) => at(buffers, buffer).lifetime));
    const others = families.filter((family) => !sameFamily(family, column)).flat();
    return lifetimes.size === 1 && column.every((buffer) => !others.includes(buffer));
  });
}

function sameFamily(left: Family, right: Family): boolean {
  return left.length === right.length && left.every((buffer, index) => buffer === right[index]);
}
