import { at } from '@sparsweep/core/plugin';
import { decodeSnapshot, encodeSnapshot, type SnapshotEntry } from '@sparsweep/training';
import { allNumbersOf, stateBuffers, type TrialContext } from './trialContext.ts';

/** Everything that training on needs, as bytes. */
export function takeSnapshot(context: TrialContext, epochs: number): Uint8Array {
  const values = [...stateBuffers(context.program).values()].map((buffer) => allNumbersOf(context, buffer));
  return encodeSnapshot(context.structure, entriesOf(context), { epochs, values });
}

/**
 * Puts a snapshot into the memory and gives the epochs that were done.
 *
 * @throws SparsweepError `invalid-data` when it is not one of this structure; the memory is then as it was.
 */
export function putBack(context: TrialContext, saved: Uint8Array): number {
  const { epochs, values } = decodeSnapshot(context.structure, entriesOf(context), saved);
  for (const [index, buffer] of [...stateBuffers(context.program).values()].entries()) {
    allNumbersOf(context, buffer).set(at(values, index));
  }
  return epochs;
}

function entriesOf(context: TrialContext): readonly SnapshotEntry[] {
  return [...stateBuffers(context.program)].map(([name, buffer]) => ({
    name,
    shape: [allNumbersOf(context, buffer).length],
  }));
}
