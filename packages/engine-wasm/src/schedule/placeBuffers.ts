import { at } from '@sparsweep/core/plugin';
import { lengthAt } from '../graph/dim.ts';
import { loadsOf, storesOf } from './access.ts';
import type { DraftBuffer, DraftProcedure } from './draft.ts';
import type { Family } from './joinFamilies.ts';

/** Addresses of buffers in bytes, by position, and the bytes of memory that they take. */
export interface Placement {
  readonly addresses: ReadonlyMap<number, number>;
  readonly bytes: number;
}

/** Adjacent buffers, and the first and the last kernel that use them, by position. */
interface Block {
  readonly members: Family;
  readonly bytes: number;
  readonly from: number;
  readonly to: number;
}

/** No buffer is at address 0, and vector loads may begin at the last number of the last buffer. */
const MARGIN = 64;
const ALIGNMENT = 16;

/**
 * Places persistent buffers and families first, each in memory of its own. Behind them it places the other buffers of each
 * procedure: those that are not in use at once share memory (first fit, in the order in which they come into use).
 */
export function placeBuffers(
  buffers: readonly DraftBuffer[],
  procedures: readonly DraftProcedure[],
  families: readonly Family[],
): Placement {
  const addresses = new Map<number, number>();
  const grouped = new Set(families.flat());
  const alone = (position: number): Family => [position];
  const isPersistent = (position: number) => at(buffers, position).lifetime === 'persistent';
  const used = usedBuffers(procedures);
  const persistent = [...families, ...[...buffers.keys()].filter((position) => !grouped.has(position)).map(alone)];
  let end = MARGIN;
  for (const members of persistent.filter(
    (family) => isPersistent(at(family, 0)) && family.some((one) => used.has(one)),
  )) {
    end = place(members, buffers, 0, end, addresses);
  }
  let bytes = end;
  for (const procedure of procedures) {
    const placed: (Block & { readonly address: number })[] = [];
    for (const block of blocksOf(
      procedure,
      buffers,
      families.filter((family) => !isPersistent(at(family, 0))),
    )) {
      const address = freeAddress(block, placed, end);
      placed.push({ ...block, address });
      bytes = Math.max(bytes, place(block.members, buffers, procedure.capacity, address, addresses));
    }
  }
  return { addresses, bytes: aligned(bytes) + MARGIN };
}

/** Sets the addresses of a family's members, and returns the next free address. */
function place(
  members: Family,
  buffers: readonly DraftBuffer[],
  capacity: number,
  start: number,
  addresses: Map<number, number>,
): number {
  let address = start;
  for (const member of members) {
    addresses.set(member, address);
    address += 4 * lengthAt(at(buffers, member).size, capacity);
  }
  return aligned(address);
}

function usedBuffers(procedures: readonly DraftProcedure[]): ReadonlySet<number> {
  return new Set(
    procedures.flatMap(({ kernels, inputs, outputs }) => [
      ...Object.values(inputs),
      ...Object.values(outputs),
      ...kernels.flatMap((kernel) => [...loadsOf(kernel), ...storesOf(kernel)].map(({ buffer }) => buffer)),
    ]),
  );
}

function blocksOf(
  { kernels, inputs, outputs, capacity }: DraftProcedure,
  buffers: readonly DraftBuffer[],
  families: readonly Family[],
): readonly Block[] {
  const last = kernels.length;
  const spans = new Map<number, readonly [from: number, to: number]>();
  const use = (buffer: number, from: number, to: number): void => {
    if (at(buffers, buffer).lifetime === 'persistent') return;
    const [first, end] = spans.get(buffer) ?? [from, to];
    spans.set(buffer, [Math.min(first, from), Math.max(end, to)]);
  };
  for (const buffer of [...Object.values(inputs), ...Object.values(outputs)]) use(buffer, 0, last);
  for (const [position, kernel] of kernels.entries()) {
    for (const { buffer } of [...loadsOf(kernel), ...storesOf(kernel)]) use(buffer, position, position);
  }
  const grouped = families.filter((family) => family.some((buffer) => spans.has(buffer)));
  const inFamily = new Set(grouped.flat());
  const groups = [...grouped, ...[...spans.keys()].filter((buffer) => !inFamily.has(buffer)).map((buffer) => [buffer])];
  const blocks = groups.map((members) => {
    const known = members.flatMap((buffer) => spans.get(buffer) ?? []);
    const bytes = members.reduce((sum, buffer) => sum + 4 * lengthAt(at(buffers, buffer).size, capacity), 0);
    return { members, bytes: aligned(bytes), from: Math.min(...known), to: Math.max(...known) };
  });
  return blocks.sort((a, b) => a.from - b.from || at(a.members, 0) - at(b.members, 0));
}

/** The lowest address at which a block overlaps no block in use at the same time. */
function freeAddress(block: Block, placed: readonly (Block & { readonly address: number })[], start: number): number {
  const rivals = placed
    .filter(({ from, to }) => from <= block.to && block.from <= to)
    .sort((a, b) => a.address - b.address);
  let address = start;
  for (const rival of rivals) {
    if (address + block.bytes <= rival.address) break;
    address = Math.max(address, rival.address + rival.bytes);
  }
  return address;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
