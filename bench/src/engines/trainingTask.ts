import { at, type LayerWeights } from '@sparsweep/core/plugin';
import type { Network } from './networks.ts';

/** A network with its initial weights and data. Every program trains on the same numbers. */
export interface TrainingTask {
  /** Without its name. */
  readonly network: Omit<Network, 'name'>;
  readonly weights: readonly LayerWeights[];
  /** [batches * batch, inputs] */
  readonly features: Float32Array;
  /** [batches * batch, outputs]: 0 or 1 for one output, otherwise one-hot. */
  readonly targets: Float32Array;
}

/** The class of each row. */
export function labelsOf({ network, targets }: TrainingTask): Int32Array {
  const outputs = at(network.widths, network.widths.length - 1);
  if (outputs === 1) return Int32Array.from(targets);
  const rows = network.batch * network.batches;
  return Int32Array.from({ length: rows }, (_, row) => targets.indexOf(1, row * outputs) - row * outputs);
}

/** The task reduced to its first batch, so that an epoch is one step. */
export function firstBatch(task: TrainingTask): TrainingTask {
  const { batch, widths } = task.network;
  return {
    ...task,
    network: { ...task.network, batches: 1 },
    features: task.features.subarray(0, batch * at(widths, 0)),
    targets: task.targets.subarray(0, batch * at(widths, widths.length - 1)),
  };
}

/** The same task without its L1 penalty. */
export function withoutPenalty(task: TrainingTask): TrainingTask {
  return { ...task, network: { ...task.network, strength: 0 } };
}

/**
 * Encodes a task, little-endian. Every measuring program reads this format:
 *
 *   int32    number of widths, the widths, batch, batches, epochs
 *   float32  L1 strength; for each layer kernel [inputs, units] row by row and bias [units];
 *            features [batches * batch, inputs]; targets [batches * batch, outputs]
 */
export function encodeTask({ network, weights, features, targets }: TrainingTask): Uint8Array {
  const { widths, batch, batches, epochs, strength } = network;
  const integers = Int32Array.of(widths.length, ...widths, batch, batches, epochs);
  const numbers = [
    Float32Array.of(strength),
    ...weights.flatMap(({ kernel, bias }) => [kernel, bias]),
    features,
    targets,
  ];
  return Buffer.concat(
    [integers, ...numbers].map((array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)),
  );
}

/** Decodes a task from `encodeTask`. */
export function decodeTask(bytes: Uint8Array): TrainingTask {
  const { buffer } = Uint8Array.from(bytes);
  let offset = 0;
  const integers = (count: number): readonly number[] => {
    const read = [...new Int32Array(buffer, offset, count)];
    offset += 4 * count;
    return read;
  };
  const floats = (count: number): Float32Array => {
    const read = new Float32Array(buffer, offset, count);
    offset += 4 * count;
    return read;
  };
  const widths = integers(at(integers(1), 0));
  const [batch = 0, batches = 0, epochs = 0] = integers(3);
  const strength = at(floats(1), 0);
  const weights = widths.slice(1).map((units, layer) => {
    const inputs = at(widths, layer);
    return { inputs, units, kernel: floats(inputs * units), bias: floats(units) };
  });
  const rows = batch * batches;
  const features = floats(rows * at(widths, 0));
  const targets = floats(rows * at(widths, widths.length - 1));
  return { network: { widths, strength, batch, batches, epochs }, weights, features, targets };
}
