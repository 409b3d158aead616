import { at, type Regularizer, type Tensor, type TensorOps } from '@sparsweep/core/plugin';
import { Value } from 'typebox/value';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type HookResults,
  hookGradients,
  type PlainOptions,
  runHooks,
  type SampleLayer,
  sampleLayer,
} from './hookContext.ts';
import { loadTensorFlow } from './loadTensorFlow.ts';

/** Rows, inputs and units of the layers used for every case, including the smallest possible one. */
const SIZES = [
  [8, 5, 12],
  [3, 7, 2],
  [1, 1, 1],
] as const;

/**
 * Registers the tests that every regularizer must pass.
 *
 * They call each hook on small layers, in both phases, and check that it keeps shapes, returns finite values and
 * gradients, does not change its inputs, is deterministic, and reads no value of a tensor (a compiled engine could not).
 *
 * @param cases Options to test the plugin with; omitted options take their defaults.
 *
 * @example
 * regularizerContract(l1, [{ strength: 0.1 }, { strength: 0.1, target: 'weights' }]);
 */
export function regularizerContract(plugin: Regularizer, cases: readonly PlainOptions[]): void {
  describe(`contract of regularizer ${plugin.name}`, () => {
    describeManifest(plugin);
    for (const options of cases) {
      describe(JSON.stringify(options), () => {
        it('has options that match its schema', () => {
          expect([...Value.Errors(plugin.options, completed(plugin, options))]).toEqual([]);
        });
        for (const [rows, inputs, units] of SIZES) {
          describe(`${rows} rows, ${inputs} inputs, ${units} units`, () => {
            describeHooks(plugin, completed(plugin, options), (tf) => sampleLayer(tf, rows, inputs, units));
          });
        }
      });
    }
  });
}

function describeManifest(plugin: Regularizer): void {
  it('has a kebab-case name without the kind', () => {
    expect(plugin.kind).toBe('regularizer');
    expect(plugin.name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(plugin.name).not.toMatch(/^regularizer-/);
  });

  it('has a summary and describes each of its options', () => {
    expect(plugin.summary).toMatch(/\S/);
    for (const [name, schema] of Object.entries(plugin.options.properties)) {
      expect(schema, `option ${name} has no description`).toHaveProperty('description', expect.stringMatching(/\S/));
    }
  });

  it('has a transform, penalty or project hook', () => {
    expect(plugin.transform ?? plugin.penalty ?? plugin.project).toBeTypeOf('function');
  });
}

function describeHooks(plugin: Regularizer, options: PlainOptions, makeLayer: (tf: TensorOps) => SampleLayer): void {
  let tf: TensorOps;
  let layer: SampleLayer;

  beforeAll(async () => {
    tf = await loadTensorFlow();
  });
  beforeEach(() => {
    tf.engine().startScope();
    layer = makeLayer(tf);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    tf.engine().endScope();
  });

  for (const phase of ['train', 'evaluate'] as const) {
    it(`keeps shapes and finite numbers (${phase})`, () => {
      expectWellFormed(runHooks(tf, plugin, options, phase, layer), layer);
    });

    it(`reads no value of a tensor (${phase})`, () => {
      const reads = vi.spyOn(tf.Tensor.prototype, 'dataSync');
      runHooks(tf, plugin, options, phase, layer);
      expect(reads).not.toHaveBeenCalled();
    });

    it(`is pure (${phase})`, () => {
      const before = [layer.activations, layer.kernel].map(valuesOf);
      const first = tensorsOf(runHooks(tf, plugin, options, phase, layer)).map(valuesOf);
      const second = tensorsOf(runHooks(tf, plugin, options, phase, layer)).map(valuesOf);
      expect(second).toEqual(first);
      expect([layer.activations, layer.kernel].map(valuesOf)).toEqual(before);
    });
  }

  it('has finite gradients', () => {
    const gradients = hookGradients(tf, plugin, options, layer);
    expect(gradients.map(({ shape }) => shape)).toEqual([layer.activations.shape, layer.kernel.shape]);
    for (const gradient of gradients) expectFinite(gradient, 'gradient');
  });
}

function expectWellFormed(results: HookResults, { activations, kernel }: SampleLayer): void {
  const { transform, penalty, project, state, update } = results;
  if (transform !== null) expect(transform.shape).toEqual(activations.shape);
  if (project !== null) expect(project.shape).toEqual(kernel.shape);
  if (penalty !== null) {
    expect(penalty.shape).toEqual([]);
    expect(at(valuesOf(penalty), 0)).toBeGreaterThanOrEqual(0);
  }
  expect(Object.keys(update).sort()).toEqual(Object.keys(state).sort());
  for (const [name, tensor] of Object.entries(state))
    expect(update[name]?.shape, `state ${name}`).toEqual(tensor.shape);
  for (const tensor of tensorsOf(results)) expectFinite(tensor, 'result');
}

function expectFinite(tensor: Tensor, what: string): void {
  expect(valuesOf(tensor).every(Number.isFinite), `${what} [${valuesOf(tensor)}]`).toBe(true);
}

function tensorsOf({ transform, penalty, project, state, update }: HookResults): readonly Tensor[] {
  const single = [transform, penalty, project].filter((tensor) => tensor !== null);
  return [...single, ...Object.values(state), ...Object.values(update)];
}

function valuesOf(tensor: Tensor): readonly number[] {
  return Array.from(tensor.dataSync());
}

/** The options with the schema's defaults filled in. */
function completed(plugin: Regularizer, options: PlainOptions): PlainOptions {
  const defaults = Object.entries(plugin.options.properties).flatMap(([name, schema]) =>
    'default' in schema && isOption(schema.default) ? [[name, schema.default] as const] : [],
  );
  return { ...Object.fromEntries(defaults), ...options };
}

function isOption(value: unknown): value is PlainOptions[string] {
  return ['number', 'string', 'boolean'].includes(typeof value);
}
