import {
  defineRegularizer,
  type RegularizerHooks,
  type Scalar,
  type Structure,
  type Tensor2D,
  type TensorOps,
  Type,
} from '@sparsweep/core/plugin';
import { loadTensorFlow } from '@sparsweep/testkit';
import { optimizerNamed } from '@sparsweep/training';
import { describe, expect, it } from 'vitest';
import { matchesTrace, traceStructure } from '../../src/trace/traceStructure.ts';
import { largestUnits } from './regularizers.ts';
import { classifier, hidden } from './structures.ts';

const tf = await loadTensorFlow();
const sgd = optimizerNamed('sgd');

const options = Type.Object({ strength: Type.Number() });

/** A classifier whose hidden layer of 4 units has a regularizer made of some hooks. */
function structureWith(hooks: RegularizerHooks<typeof options>): Structure {
  const plugin = defineRegularizer({ name: 'probe', summary: 'Hooks under test.', options, ...hooks });
  const other = { plugin: largestUnits, fixed: {}, numeric: ['count', 'more'] };
  return classifier([hidden(4, [{ plugin, fixed: {}, numeric: ['strength'] }, other])]);
}

function trace(hooks: RegularizerHooks<typeof options>): void {
  traceStructure(tf, structureWith(hooks), sgd);
}

/** Expects tracing to fail with exactly this message, and to leave TensorFlow.js as it was. */
function expectError(run: () => void, message: string): void {
  const { numTensors } = tf.memory();
  expect(run).toThrow(expect.objectContaining({ code: 'not-compilable', message }));
  expect(tf.getBackend()).toBe('cpu');
  expect(tf.memory().numTensors).toBe(numTensors);
}

const PROBE = 'regularizer `probe` on layer 0 cannot be compiled: ';
const WAY_OUT = '; `run.engine: tfjs` will run it';

describe('reading a value', () => {
  const read = `reads the values of a tensor (dataSync, arraySync, print), which are not known while compiling${WAY_OUT}`;

  it('is an error that names plugin and hook', () => {
    expectError(
      () => trace({ project: (kernel, { tf }) => tf.mul(kernel, kernel.dataSync()[0] ?? 0) }),
      `${PROBE}its \`project\` ${read}`,
    );
    expectError(
      () => trace({ state: ({ tf, options }) => ({ amount: tf.scalar(Number(options.strength.arraySync())) }) }),
      `${PROBE}its \`state\` ${read}`,
    );
  });

  it('is an error even if the hook catches it', () => {
    const carefully = (kernel: Tensor2D): Tensor2D => {
      try {
        kernel.dataSync();
      } catch {
        return kernel;
      }
      return kernel;
    };
    expectError(() => trace({ project: carefully }), `${PROBE}its \`project\` ${read}`);
  });

  it('is an error for an asynchronous read, without an unhandled rejection', () => {
    const asynchronously = (kernel: Tensor2D): Tensor2D => {
      void kernel.data();
      return kernel;
    };
    expectError(
      () => trace({ project: asynchronously }),
      `${PROBE}its \`project\` reads the values of a tensor (data, array), which are not known while compiling${WAY_OUT}`,
    );
  });

  it('is an error inside a gradient', () => {
    const penalty: RegularizerHooks<typeof options>['penalty'] = ({ kernel }, { tf }) =>
      tf.customGrad<Scalar>((x) => ({
        value: tf.sum<Scalar>(typeof x === 'object' ? x : 0),
        gradFunc: (dy) => tf.mul(tf.onesLike(kernel), dy.dataSync()[0] ?? 0),
      }))(kernel);
    expectError(() => trace({ penalty }), `${PROBE}the gradient of its \`penalty\` ${read}`);
  });
});

describe('an operation without a rule', () => {
  it('is an error that names plugin, hook and operation', () => {
    expectError(
      () => trace({ transform: (activations, { tf }) => tf.atan2(activations, tf.onesLike(activations)) }),
      `${PROBE}its \`transform\` uses Atan2, which has no compiled form${WAY_OUT}`,
    );
    expectError(
      () => trace({ update: ({ kernel }, { tf }) => ({ kinds: tf.unique(kernel).values }), state: () => ({}) }),
      `${PROBE}its \`update\` uses Unique, which has no compiled form${WAY_OUT}`,
    );
  });

  it.each([
    ['Acos', tf.acos],
    ['Acosh', tf.acosh],
    ['Asin', tf.asin],
    ['Asinh', tf.asinh],
    ['Atanh', tf.atanh],
  ])('is an error for %s', (name, f) => {
    expectError(
      () => trace({ penalty: ({ kernel }) => tf.sum(f(kernel)) }),
      `${PROBE}its \`penalty\` uses ${name}, which has no compiled form${WAY_OUT}`,
    );
  });

  it('is an error inside a gradient that names the hook', () => {
    const angle = (ops: TensorOps) =>
      ops.customGrad<Tensor2D>((x) => ({
        value: typeof x === 'object' && 'dataId' in x ? ops.mul(x, 2) : ops.zeros([1, 1]),
        gradFunc: (dy) => ops.atan2(dy, dy),
      }));
    expectError(
      () => trace({ penalty: ({ activations }, { tf }) => tf.sum(angle(tf)(activations)) }),
      `${PROBE}the gradient of its \`penalty\` uses Atan2, which has no compiled form${WAY_OUT}`,
    );
    expectError(
      () => trace({ transform: (activations, { tf }) => angle(tf)(activations) }),
      `${PROBE}the gradient of its \`transform\` uses Atan2, which has no compiled form${WAY_OUT}`,
    );
  });

  it('is an error that names the optimizer', () => {
    const turning = {
      ...sgd,
      name: 'turning',
      step: (...given: Parameters<typeof sgd.step>) => {
        given[3].tf.atan2(given[0], given[0]);
        return sgd.step(...given);
      },
    };
    expectError(
      () => traceStructure(tf, classifier([]), turning),
      `optimizer \`turning\` cannot be compiled: its \`step\` uses Atan2, which has no compiled form${WAY_OUT}`,
    );
  });

  it('is an error for a gather with batch dimensions', () => {
    const columns = tf.tensor2d([[0], [1], [0], [1], [2]], [5, 1], 'int32');
    expectError(
      () => trace({ project: (kernel) => tf.add(kernel, tf.gather(kernel, columns, 1, 1)) }),
      `${PROBE}its \`project\` uses GatherV2, which takes other elements of each part of a batch${WAY_OUT}`,
    );
    columns.dispose();
  });

  it('is an error for stacks of matrices', () => {
    const project = (kernel: Tensor2D): Tensor2D => {
      const stack = tf.stack([kernel, kernel]);
      return tf.sum(tf.matMul(stack, tf.stack([tf.eye(4), tf.eye(4)])), 0);
    };
    expectError(
      () => trace({ project }),
      `${PROBE}its \`project\` uses BatchMatMul, which multiplies stacks of matrices, of shape [2, 5, 4]${WAY_OUT}`,
    );
  });

  it('is an error for a variable', () => {
    expect(() => trace({ project: (kernel) => tf.variable(kernel) })).toThrow(
      `${PROBE}its \`project\` makes a tf.variable, which would outlive the step${WAY_OUT}`,
    );
    tf.disposeVariables();
  });
});

describe('an operation without a gradient', () => {
  const missing =
    'which has no gradient in TensorFlow.js; no engine can train with it unless tf.customGrad gives it one';

  it('is an error that names plugin, hook and operation', () => {
    expectError(
      () => trace({ penalty: ({ activations }, { tf }) => tf.sum(tf.cast(tf.greater(activations, 1), 'float32')) }),
      `${PROBE}its \`penalty\` uses Greater, ${missing}`,
    );
  });

  it('is an error of the hook that needs it, not of another hook with the same operation', () => {
    const plugin = defineRegularizer({
      name: 'other',
      summary: 'Compares what nobody asks the gradient of.',
      options,
      penalty: ({ activations }, { tf, step }) => {
        const ones = tf.customGrad((x) => {
          const flags = tf.greater(typeof x === 'object' && 'dataId' in x ? x : 0, 0);
          return { value: tf.cast(flags, 'float32'), gradFunc: (dy) => tf.zerosLike(dy) };
        });
        return tf.mul(tf.sum(ones(activations)), tf.cast(tf.greater(step, 2), 'float32'));
      },
    });
    const { layers, ...structure } = structureWith({
      transform: (activations, { tf }) => tf.mul(activations, tf.cast(tf.greater(activations, 1), 'float32')),
    });
    const [first, ...rest] = layers;
    const [probe] = first?.regularizers ?? [];
    if (probe === undefined) throw new Error('there is no regularizer');
    const other = { plugin, fixed: {}, numeric: ['strength'] };
    expectError(
      () => traceStructure(tf, { ...structure, layers: [hidden(4, [probe, other]), ...rest] }, sgd),
      `${PROBE}its \`transform\` uses Greater, ${missing}`,
    );
  });
});

describe('a dependence on the number of rows', () => {
  it('is an error if a length is not a multiple of it', () => {
    expectError(
      () => trace({ penalty: ({ activations }, { tf }) => tf.sum(tf.slice(activations, 1)) }),
      `${PROBE}its \`penalty\` has a length of 7 for 8 rows and 15 for 16, ` +
        `but lengths must be fixed or multiples of the rows (in Slice)${WAY_OUT}`,
    );
  });

  it('is an error if a number is not a multiple of a power of it', () => {
    expectError(
      () => trace({ penalty: ({ activations }, { tf }) => tf.div(tf.sum(activations), activations.shape[0] - 1) }),
      `${PROBE}its \`penalty\` uses the number 7 for 8 rows and 15 for 16, ` +
        `but numbers must be fixed or grow with a power of the rows (in Constant)${WAY_OUT}`,
    );
  });

  it('is an error if numbers are drawn at random', () => {
    expectError(
      () => trace({ project: (kernel, { tf }) => tf.mul(kernel, tf.randomUniform<typeof kernel.rankType>([5, 4])) }),
      `${PROBE}its \`project\` uses numbers that change from one trace to the next: ` +
        `they depend on the rows, or are drawn at random (in Constant)${WAY_OUT}`,
    );
  });

  it('is an error if a hook does something else', () => {
    const penalty: RegularizerHooks<typeof options>['penalty'] = ({ activations }, { tf }) =>
      activations.shape[0] > 10 ? tf.sum(tf.abs(activations)) : tf.sum(activations);
    expectError(
      () => trace({ penalty }),
      `${PROBE}its \`penalty\` does something else for a batch of 16 rows than for one of 8${WAY_OUT}`,
    );
  });

  it('is an error if a hook does something else for the rows of a trial', () => {
    const branching = (limit: number): Structure =>
      structureWith({
        penalty: ({ activations }, { tf }) =>
          activations.shape[0] > limit ? tf.sum(tf.square(activations)) : tf.sum(activations),
      });
    const traced = traceStructure(tf, branching(30), sgd);
    matchesTrace(tf, branching(30), sgd, traced, 24);
    expectError(
      () => matchesTrace(tf, branching(30), sgd, traced, 32),
      `${PROBE}its \`penalty\` does something else for a batch of 32 rows than for one of 8${WAY_OUT}`,
    );
  });

  it('is an error if a number stops growing beyond the traced numbers of rows', () => {
    const capped = structureWith({
      penalty: ({ activations }, { tf }) =>
        tf.mul(tf.sum(activations), activations.shape[0] > 16 ? 8 : activations.shape[0]),
    });
    const traced = traceStructure(tf, capped, sgd);
    expectError(
      () => matchesTrace(tf, capped, sgd, traced, 32),
      `${PROBE}its \`penalty\` does something else for a batch of 32 rows than for one of 16${WAY_OUT}`,
    );
  });

  it('is an error if the state changes its shape', () => {
    expectError(
      () => trace({ state: ({ tf }) => ({ mask: tf.zeros([3]) }), update: (_, { tf }) => ({ mask: tf.zeros([4]) }) }),
      `${PROBE}its \`update\` makes \`mask\` float32[4] where it was float32[3], ` +
        `but a step must keep the keys, shapes and types of its state${WAY_OUT}`,
    );
    expectError(
      () => trace({ state: ({ tf }) => ({ mask: tf.zeros([3]) }), update: () => ({}) }),
      `${PROBE}its \`update\` makes \`mask\` nothing where it was float32[3], ` +
        `but a step must keep the keys, shapes and types of its state${WAY_OUT}`,
    );
    expectError(
      () => trace({ project: (kernel, { tf }) => tf.concat([kernel, kernel]) }),
      'layer 0 cannot be compiled: its update makes `kernel` float32[10, 4] where it was float32[5, 4], ' +
        'but a step must keep the keys, shapes and types of its state; no engine can train with it',
    );
  });
});

it("passes on a plugin's own errors", () => {
  const { numTensors } = tf.memory();
  const failure = new Error('no such thing');
  const penalty = () => {
    throw failure;
  };
  expect(() => trace({ penalty })).toThrow(failure);
  expect(tf.getBackend()).toBe('cpu');
  expect(tf.memory().numTensors).toBe(numTensors);
});
