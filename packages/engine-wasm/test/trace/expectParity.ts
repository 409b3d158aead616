import { at, type Scalar, type Structure, type Tensor } from '@sparsweep/core/plugin';
import { largestByRank, loadTensorFlow, seededStreams } from '@sparsweep/testkit';
import {
  drawWeights,
  evaluateStep,
  hiddenActivations,
  initialState,
  mapNumbers,
  namedTensors,
  optimizerNamed,
  type StepContext,
  type StepNumbers,
  targetsOf,
  trainStep,
} from '@sparsweep/training';
import { expect } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { interpret } from '../../src/graph/interpret.ts';
import { verify } from '../../src/graph/verify.ts';
import { traceStructure } from '../../src/trace/traceStructure.ts';

const tf = await loadTensorFlow();

/** Numbers by the names of inputs and outputs. */
type Named = Record<string, ArrayLike<number>>;

/** Steps that each trial takes. */
const STEPS = 3;

/**
 * Expects the graphs of a structure to yield what TensorFlow.js computes for it, step by step: every tensor of the state,
 * the losses and the activations.
 *
 * @param numbers the numeric options of the regularizers, in the order of the structure.
 */
export function expectParity(structure: Structure, numbers: StepNumbers<number>, rows: number): void {
  const optimizer = optimizerNamed(structure.optimizer);
  const traced = traceStructure(tf, structure, optimizer);
  for (const graph of Object.values(traced)) verify(graph);
  tf.tidy(() => {
    const context: StepContext = { tf, structure, optimizer, largest: (x, count) => largestByRank(tf, x, count) };
    const scalars = mapNumbers(numbers, (value): Scalar => tf.scalar(value));
    let state = initialState(context, drawWeights(structure, seededStreams(3)), scalars);
    expectInitialStates(traced, numbers, read(namedTensors(state)));
    for (let step = 0; step < STEPS; step++) {
      const batch = drawBatch(structure, rows, step);
      const inputs = { ...read([...Object.entries(batch), ...namedTensors(state)]), ...namesOf(numbers) };

      const codes = hiddenActivations(context, state, batch.features, scalars);
      const named = codes.map((code, layer) => [`activations.${layer}`, code] as const);
      expectClose(interpret(traced.activations, inputs, rows), read(named));
      const { loss, penalty, correct } = evaluateStep(context, state, batch, scalars);
      expectClose(interpret(traced.evaluate, inputs, rows), read(Object.entries({ loss, penalty, correct })));
      const next = trainStep(context, state, batch, scalars);
      const results = Object.entries({ loss: next.loss, correct: next.correct });
      expectClose(interpret(traced.train, inputs, rows), read([...namedTensors(next.state), ...results]));
      state = next.state;
    }
  });
}

function expectInitialStates(
  { initialize }: { readonly initialize: Graph },
  numbers: StepNumbers<number>,
  state: Named,
): void {
  const regularizers = Object.entries(state).filter(([name]) => name.includes('.regularizers.'));
  expectClose(interpret(initialize, namesOf(numbers), 1), Object.fromEntries(regularizers));
}

function drawBatch(structure: Structure, rows: number, step: number) {
  const random = seededStreams(7)(`batch ${step} of ${rows}`);
  const outputs = at(structure.layers, structure.layers.length - 1).units;
  const features = Float32Array.from({ length: rows * structure.inputs }, () => 2 * random.uniform() - 1);
  const labels = Int32Array.from({ length: rows }, () => random.integer(Math.max(outputs, 2)));
  return {
    features: tf.tensor2d(features, [rows, structure.inputs]),
    targets: tf.tensor2d(targetsOf(structure, { rows, features, labels }), [rows, outputs]),
  };
}

function read(tensors: readonly (readonly [string, Tensor | null])[]): Named {
  return Object.fromEntries(tensors.flatMap(([name, tensor]) => (tensor === null ? [] : [[name, tensor.dataSync()]])));
}

function namesOf({ optimizer, regularizers }: StepNumbers<number>): Named {
  const named = (prefix: string, values: Readonly<Record<string, number>>) =>
    Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, [Math.fround(value)]] as const);
  return Object.fromEntries([
    ...named('numbers.optimizer', optimizer),
    ...regularizers.flatMap((layer, index) =>
      layer.flatMap((values, position) => named(`numbers.layers.${index}.${position}`, values)),
    ),
  ]);
}

function expectClose(actual: Named, expected: Named): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, values] of Object.entries(expected)) {
    const found = Array.from(actual[name] ?? []);
    expect(found.length, name).toBe(values.length);
    for (const [index, value] of found.entries()) {
      const wanted = at(values, index);
      expect(Math.abs(value - wanted), `${name}[${index}]: ${value}, not ${wanted}`).toBeLessThan(
        1e-5 + 1e-4 * Math.abs(wanted),
      );
    }
  }
}
