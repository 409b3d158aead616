import { at } from '@sparsweep/core/plugin';
import { loadsOf, mapViews, storesOf } from './access.ts';
import { sameView } from './bodies.ts';
import type { DraftBuffers, DraftProcedure } from './draft.ts';
import type { Kernel } from './kernel.ts';
import { wholeBuffer } from './strides.ts';

/**
 * Lets every output that is the next value of a state end up in the buffer of that state: stored there at once where no
 * later kernel needs the old value, and else copied there at the end.
 */
export function storeStateInPlace(
  procedure: DraftProcedure,
  stateNames: ReadonlySet<string>,
  buffers: DraftBuffers,
): DraftProcedure {
  let kernels = procedure.kernels;
  const outputs: Record<string, number> = {};
  const copies: Kernel[] = [];
  const inputs = new Set(Object.values(procedure.inputs));
  for (const [name, buffer] of Object.entries(procedure.outputs)) {
    const { size } = at(buffers.all, buffer);
    const state = stateNames.has(name) ? buffers.shared(name, size) : buffer;
    outputs[name] = state;
    if (state === buffer) continue;
    const isTaken = inputs.has(buffer) || Object.values(outputs).filter((taken) => taken === buffer).length > 0;
    const inPlace = isTaken ? undefined : storedInPlace(kernels, buffer, state);
    if (inPlace === undefined) {
      const body = {
        steps: [{ kind: 'load', view: wholeBuffer(buffer, [size]) } as const],
        stores: [{ view: wholeBuffer(state, [size]), step: 0 }],
      };
      copies.push({ kind: 'map', extent: [size], body });
    } else {
      kernels = inPlace;
      // Another output that is the same value finds it in the state from now on.
      for (const [other, taken] of Object.entries(outputs)) if (taken === buffer) outputs[other] = state;
    }
  }
  return { ...procedure, kernels: [...kernels, ...copies], outputs };
}

/** The kernels with the buffer replaced by the state; undefined where one would read the new value for the old. */
function storedInPlace(kernels: readonly Kernel[], buffer: number, state: number): readonly Kernel[] | undefined {
  const writers = kernels.flatMap((kernel, index) =>
    storesOf(kernel).some((view) => view.buffer === buffer) ? [index] : [],
  );
  const [writer] = writers;
  const kernel = kernels[writer ?? -1];
  if (writer === undefined || kernel === undefined || writers.length > 1) return undefined;
  const isUsedLater = kernels
    .slice(writer + 1)
    .some((later) => [...loadsOf(later), ...storesOf(later)].some((view) => view.buffer === state));
  const stores = storesOf(kernel).filter((view) => view.buffer === buffer);
  const readsAside = loadsOf(kernel).some(
    (view) =>
      view.buffer === state &&
      !(kernel.kind === 'map' && stores.every((store) => sameView({ ...store, buffer: state }, view))),
  );
  const writesAlready = storesOf(kernel).some((view) => view.buffer === state);
  if (isUsedLater || readsAside || writesAlready) return undefined;
  return kernels.map((each) => mapViews(each, (view) => (view.buffer === buffer ? { ...view, buffer: state } : view)));
}
