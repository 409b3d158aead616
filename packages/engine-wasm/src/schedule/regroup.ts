import { at } from '@sparsweep/core/plugin';
import { type Dim, multiply, type Shape, sameDim, sizeOf } from '../graph/dim.ts';
import { loadsOf, mapViews, storesOf } from './access.ts';
import type { Body, MapKernel, Step, View } from './kernel.ts';
import { mergedStrides } from './strides.ts';

/** The lengths of three axes; the middle one is reduced. */
export type AxisGroups = readonly [outer: Dim, length: Dim, inner: Dim];

export function axisGroups(shape: Shape, first: number, count: number): AxisGroups {
  return [sizeOf(shape.slice(0, first)), sizeOf(shape.slice(first, first + count)), sizeOf(shape.slice(first + count))];
}

/** The steps with views of three axes; undefined where strides cannot express a view. */
export function groupedSteps(
  steps: readonly Step[],
  shape: Shape,
  first: number,
  count: number,
): readonly Step[] | undefined {
  const grouped: Step[] = [];
  for (const step of steps) {
    if (step.kind !== 'load') {
      grouped.push(step);
      continue;
    }
    const groups = [
      [0, first],
      [first, first + count],
      [first + count, shape.length],
    ] as const;
    const strides = groups.map(([from, to]) => groupStride(step.view.strides.slice(from, to), shape.slice(from, to)));
    const known = strides.filter((stride) => stride !== undefined);
    if (known.length < strides.length) return undefined;
    grouped.push({ kind: 'load', view: { ...step.view, strides: known } });
  }
  return grouped;
}

/** The stride of several axes merged into one; undefined where no stride fits. */
function groupStride(strides: readonly Dim[], shape: Shape): Dim | undefined {
  let merged = strides;
  let extent = shape;
  while (extent.length > 1) {
    const next = mergedStrides(merged, extent, 0);
    if (next === undefined) return undefined;
    merged = next;
    extent = [multiply(at(extent, 0), at(extent, 1)), ...extent.slice(2)];
  }
  return merged[0] ?? 0;
}

/** The view with strides of 0 along axes of length 1, where the stride does not matter. */
export function normalized(view: View, extent: Shape): View {
  return { ...view, strides: view.strides.map((stride, axis) => (at(extent, axis) === 1 ? 0 : stride)) };
}

/** The body of a map for an iteration over two axes; undefined where its axes cannot be grouped into these. */
export function bodyOver(map: MapKernel, rows: Dim, columns: Dim): Body | undefined {
  const { extent, body } = map;
  if (body.steps.some(({ kind }) => kind === 'position')) return undefined;
  for (let split = 0; split <= extent.length; split++) {
    const [outer, inner] = [extent.slice(0, split), extent.slice(split)];
    if (!sameDim(sizeOf(outer), rows) || !sameDim(sizeOf(inner), columns)) continue;
    const regrouped = new Map<View, View>();
    for (const view of [...loadsOf(map), ...storesOf(map)]) {
      const strides = [groupStride(view.strides.slice(0, split), outer), groupStride(view.strides.slice(split), inner)];
      const known = strides.filter((stride) => stride !== undefined);
      if (known.length === 2) regrouped.set(view, normalized({ ...view, strides: known }, [rows, columns]));
    }
    const isWhole = [...loadsOf(map), ...storesOf(map)].every((view) => regrouped.has(view));
    const changed = mapViews(map, (view) => regrouped.get(view) ?? view);
    if (isWhole && changed.kind === 'map') return changed.body;
  }
  return undefined;
}

/** Merges axes of a map as far as its views allow. */
export function collapsed(map: MapKernel): MapKernel {
  if (map.body.steps.some(({ kind }) => kind === 'position')) return map;
  const views = [...loadsOf(map), ...storesOf(map)];
  for (let axis = 0; axis + 1 < map.extent.length; axis++) {
    const merged = new Map(views.map((view) => [view, mergedStrides(view.strides, map.extent, axis)]));
    if ([...merged.values()].includes(undefined)) continue;
    const changed = mapViews(map, (view) => ({ ...view, strides: merged.get(view) ?? view.strides }));
    const length = multiply(at(map.extent, axis), at(map.extent, axis + 1));
    if (changed.kind === 'map') return collapsed({ ...changed, extent: map.extent.toSpliced(axis, 2, length) });
  }
  return map;
}

/** The map without axes of length 1. */
export function withoutUnitAxes(map: MapKernel): MapKernel {
  if (map.body.steps.some(({ kind }) => kind === 'position')) return map;
  const isKept = (_: unknown, axis: number) => at(map.extent, axis) !== 1;
  const changed = mapViews(map, (view) => ({ ...view, strides: view.strides.filter(isKept) }));
  return changed.kind === 'map' ? { ...changed, extent: map.extent.filter(isKept) } : map;
}
