import {
  at,
  type BoundRegularizer,
  defineRegularizer,
  type Engine,
  type Hyperparameters,
  type Measurement,
  type Structure,
  Type,
} from '@sparsweep/core/plugin';
import { engineTfjs } from '@sparsweep/engine-tfjs';
import { engineWasm } from '@sparsweep/engine-wasm';
import { describe, expect, it } from 'vitest';
import { type GoldenRun, goldenRun, goldenSamples } from './golden.ts';

const l1 = defineRegularizer({
  name: 'l1',
  summary: 'Strength times the sum of magnitudes, divided by the rows of the batch.',
  options: Type.Object({ strength: Type.Number() }),
  penalty: ({ activations }, { tf, options }) =>
    tf.mul(tf.div(tf.sum(tf.abs(activations)), activations.shape[0]), options.strength),
});

const kSparse = defineRegularizer({
  name: 'k-sparse',
  summary: 'Keeps the k largest units of each sample.',
  options: Type.Object({ k: Type.Number() }),
  transform: (activations, { tf, options, largest }) => tf.mul(activations, largest(activations, options.k)),
});

/** Trains like a golden run and checks all its values. */
async function reproduce(
  engine: Engine,
  run: GoldenRun,
  regularizer: BoundRegularizer,
  optimizer: string,
  hyperparameters: Hyperparameters,
): Promise<void> {
  const [inputs, hidden] = run.sizes;
  const structure: Structure = {
    task: 'classification',
    inputs: inputs ?? 0,
    layers: [
      { units: hidden ?? 0, activation: 'relu', initializer: 'glorotUniform', regularizers: [regularizer] },
      { units: 1, activation: 'linear', initializer: 'glorotUniform', regularizers: [] },
    ],
    loss: 'sigmoidCrossEntropy',
    optimizer,
    batchSize: run.batchSize,
  };
  const program = await engine.compile(structure);
  const session = program.start(
    {
      epochs: run.epochs,
      shuffle: false,
      hyperparameters,
      random: (purpose) => {
        throw new Error(`nothing is random in this run, yet '${purpose}' was drawn`);
      },
      initialWeights: run.initial,
    },
    { train: goldenSamples() },
  );
  for (const [epoch, loss] of run.epochLoss.entries()) {
    const trained = measured(session.trainEpoch(), 'loss');
    expect(Math.abs(trained / loss - 1), `relative error of the loss of epoch ${epoch}`).toBeLessThan(1e-4);
  }
  expect(measured(session.evaluate('train'), 'accuracy')).toBe(run.finalTrainAccuracy);
  const inspected = session.inspect();
  expect(measured(inspected, 'activations.zeroFraction')).toBeCloseTo(at(run.finalZeroFractionOfActivations, 0), 4);
  for (const [layer, { kernel, bias }] of session.weights().entries()) {
    expect(farthest(kernel, at(run.finalWeights, layer).kernel)).toBeLessThan(1e-4);
    expect(farthest(bias, at(run.finalWeights, layer).bias)).toBeLessThan(1e-4);
  }
  session.dispose();
}

function measured(measurements: readonly Measurement[], name: string): number {
  return (
    measurements.find((measurement) => measurement.name === name && measurement.layer === null)?.value ?? Number.NaN
  );
}

function farthest(values: Float32Array, expected: Float32Array): number {
  return values.reduce((largest, value, index) => Math.max(largest, Math.abs(value - at(expected, index))), 0);
}

describe.each([engineTfjs, engineWasm])('training on engine $name against an independent float64 program', (engine) => {
  it('reproduces L1 on activations under Adam', async () => {
    const run = goldenRun('l1-activity');
    await reproduce(engine, run, { plugin: l1, fixed: {}, numeric: ['strength'] }, 'adam', {
      optimizer: { learningRate: run.learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
      regularizers: [[{ strength: 0.01 }], []],
    });
  });

  it('reproduces k-sparse under momentum', async () => {
    const run = goldenRun('k-sparse-momentum');
    await reproduce(engine, run, { plugin: kSparse, fixed: {}, numeric: ['k'] }, 'momentum', {
      optimizer: { learningRate: run.learningRate, momentum: 0.9 },
      regularizers: [[{ k: 8 }], []],
    });
  });
});
