import type { Regularizer } from '@sparsweep/core/plugin';
import { loadTensorFlow } from '@sparsweep/testkit';
import { optimizerNamed } from '@sparsweep/training';
import { describe, expect, it } from 'vitest';
import { ROWS } from '../../src/graph/dim.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { matchesTrace, traceStructure } from '../../src/trace/traceStructure.ts';
import { homeostasis } from './regularizers.ts';
import { classifier, hidden } from './structures.ts';

const tf = await loadTensorFlow();
const adam = optimizerNamed('adam');

const bound = { plugin: homeostasis, fixed: { centred: true }, numeric: ['target', 'decay', 'floor'] };
const structure = classifier([hidden(4, [bound])], 2, { optimizer: 'adam' });

const STATE = [
  'step',
  'layers.0.kernel',
  'layers.0.bias',
  'layers.1.kernel',
  'layers.1.bias',
  'layers.0.kernel.slots.0',
  'layers.0.kernel.slots.1',
  'layers.0.bias.slots.0',
  'layers.0.bias.slots.1',
  'layers.1.kernel.slots.0',
  'layers.1.kernel.slots.1',
  'layers.1.bias.slots.0',
  'layers.1.bias.slots.1',
  'layers.0.regularizers.0.dead',
  'layers.0.regularizers.0.rate',
  'layers.0.regularizers.0.steps',
];
const NUMBERS = [
  ...['learningRate', 'beta1', 'beta2', 'epsilon'].map((name) => `numbers.optimizer.${name}`),
  ...['target', 'decay', 'floor'].map((name) => `numbers.layers.0.0.${name}`),
];

function inputsOf({ nodes }: Graph): Map<string, unknown> {
  return new Map(nodes.flatMap((node) => (node.op === 'input' ? [[node.name, node.shape] as const] : [])));
}

describe('traceStructure', () => {
  const { train, evaluate, activations, initialize } = traceStructure(tf, structure, adam);

  it('has the state, the batch and every number as inputs', () => {
    expect([...inputsOf(train).keys()].sort()).toEqual([...STATE, ...NUMBERS, 'features', 'targets'].sort());
    expect([...inputsOf(initialize).keys()]).toEqual(['numbers.layers.0.0.target']);
  });

  it('yields the state under the names of its inputs, and the measurements of a step', () => {
    expect(Object.keys(train.outputs)).toEqual([...STATE, 'loss', 'correct']);
    expect(Object.keys(evaluate.outputs)).toEqual(['loss', 'penalty', 'correct']);
    expect(Object.keys(activations.outputs)).toEqual(['activations.0']);
    expect(Object.keys(initialize.outputs)).toEqual(STATE.slice(-3));
  });

  it('supports any number of rows', () => {
    const inputs = inputsOf(train);
    expect(inputs.get('features')).toEqual([ROWS, 5]);
    expect(inputs.get('targets')).toEqual([ROWS, 1]);
    expect(inputs.get('layers.0.kernel')).toEqual([5, 4]);
    // A mean over the rows is divided by their number.
    expect(train.nodes).toContainEqual(expect.objectContaining({ op: 'rows', factor: 1, power: 1 }));
  });

  it('stores constants of equal numbers as one number', () => {
    for (const { nodes } of [train, evaluate, activations, initialize]) {
      for (const node of nodes) if (node.op === 'constant') expect(node.values).toHaveLength(1);
    }
  });

  it('yields the same graphs each time', () => {
    expect(traceStructure(tf, structure, adam)).toEqual({ train, evaluate, activations, initialize });
  });

  it('holds for any number of rows', () => {
    for (const rows of [1, 2, 7, 8, 16, 100, 1024]) {
      matchesTrace(tf, structure, adam, { train, evaluate, activations, initialize }, rows);
    }
  });

  it('leaves no tensor behind, and restores the backend', () => {
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    const traced = traceStructure(tf, structure, adam);
    matchesTrace(tf, structure, adam, traced, 32);
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers, numBytes });
    expect(tf.getBackend()).toBe('cpu');
    expect(tf.tidy(() => tf.add(tf.scalar(1), 2).arraySync())).toBe(3);
  });

  it('records tensors that exist before tracing as constants', () => {
    const table = tf.tensor1d([1, 2, 3, 4]);
    const plugin: Regularizer = { ...homeostasis, project: (kernel) => tf.mul(kernel, table) };
    const { train } = traceStructure(tf, classifier([hidden(4, [{ ...bound, plugin }])]), optimizerNamed('sgd'));
    expect(train.nodes).toContainEqual(expect.objectContaining({ op: 'constant', values: [1, 2, 3, 4] }));
    expect([...table.dataSync()]).toEqual([1, 2, 3, 4]);
    table.dispose();
  });
});
