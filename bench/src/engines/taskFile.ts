import { at } from '@sparsweep/core/plugin';
import type { TrainingTask } from './trainingTask.ts';

/**
 * A task as bytes, little-endian, which every measuring program reads:
 *
 *   int32    how many widths, the widths, batch, batches, epochs
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

/** The task that `encodeTask` wrote. */
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
