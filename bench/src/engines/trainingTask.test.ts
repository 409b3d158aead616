import { describe, expect, it } from 'vitest';
import { decodeTask, encodeTask, firstBatch, labelsOf, type TrainingTask } from './trainingTask.ts';

/** A layer of two inputs and three outputs, two batches of one row. */
const task: TrainingTask = {
  network: { widths: [2, 3], strength: 0.5, batch: 1, batches: 2, epochs: 4 },
  weights: [{ inputs: 2, units: 3, kernel: Float32Array.of(1, 2, 3, 4, 5, 6), bias: Float32Array.of(7, 8, 9) }],
  features: Float32Array.of(10, 11, 12, 13),
  targets: Float32Array.of(0, 0, 1, 1, 0, 0),
};

describe('an encoded task', () => {
  it('has the documented format', () => {
    const bytes = Buffer.from(encodeTask(task));
    const integers = [0, 1, 2, 3, 4, 5].map((index) => bytes.readInt32LE(4 * index));
    expect(integers).toEqual([2, 2, 3, 1, 2, 4]);
    const floats = Array.from({ length: 20 }, (_, index) => bytes.readFloatLE(24 + 4 * index));
    expect(floats).toEqual([0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 0, 0, 1, 1, 0, 0]);
    expect(bytes).toHaveLength(24 + 80);
  });

  it('round-trips', () => {
    expect(decodeTask(encodeTask(task))).toEqual(task);
  });
});

describe('a task', () => {
  it('knows the class of each row', () => {
    expect(labelsOf(task)).toEqual(Int32Array.of(2, 0));
    const binary = { ...task, network: { ...task.network, widths: [2, 1] }, targets: Float32Array.of(1, 0) };
    expect(labelsOf(binary)).toEqual(Int32Array.of(1, 0));
  });

  it('can be reduced to its first batch', () => {
    const { network, features, targets } = firstBatch(task);
    expect(network.batches).toBe(1);
    expect([features, targets]).toEqual([Float32Array.of(10, 11), Float32Array.of(0, 0, 1)]);
  });
});
