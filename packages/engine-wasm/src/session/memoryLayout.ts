import type { Split } from '@sparsweep/core/plugin';
import type { SplitsData } from '@sparsweep/training';

/** Where the samples of a split lie, in bytes from address 0. */
export interface SplitAddresses {
  readonly features: number;
  readonly targets: number;
}

/** Where the data of a trial lies in its memory, behind the buffers of its program; addresses in bytes. */
export interface MemoryLayout {
  /** Sums of a batch loop, in float64. */
  readonly sums: number;
  /** Row numbers, as uint32, in the order in which they are used. */
  readonly order: number;
  readonly splits: ReadonlyMap<Split, SplitAddresses>;
  /** Bytes in all. */
  readonly bytes: number;
}

/** More sums than any loop has. */
const SUMS = 8;

/** Loads of four numbers may begin at the last number of a matrix. */
const SLACK = 64;

/**
 * Lays out the data of a trial.
 *
 * @param start bytes that the program itself takes.
 */
export function memoryLayout(start: number, splits: SplitsData): MemoryLayout {
  let end = start;
  const reserve = (bytes: number): number => {
    const address = Math.ceil(end / 16) * 16;
    end = address + bytes;
    return address;
  };
  const sums = reserve(8 * SUMS);
  const order = reserve(4 * Math.max(0, ...splits.names.map((name) => splits.of(name).rows)));
  const addresses = splits.names.map((name) => {
    const { features, targets } = splits.of(name);
    const place = reserve(features.byteLength);
    // An autoencoder's targets are its features.
    return [name, { features: place, targets: targets === features ? place : reserve(targets.byteLength) }] as const;
  });
  return { sums, order, splits: new Map(addresses), bytes: end + SLACK };
}
