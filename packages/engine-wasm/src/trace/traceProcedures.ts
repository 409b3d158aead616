import {
  at,
  type Optimizer,
  type RegularizerState,
  type Structure,
  type Tensor,
  type TensorOps,
} from '@sparsweep/core/plugin';
import {
  evaluateStep,
  hiddenActivations,
  initialState,
  namedTensors,
  type StepContext,
  type TrainingState,
  trainStep,
} from '@sparsweep/training';
import type { PerProcedure } from '../procedures.ts';
import { plainDType } from './kernelCall.ts';
import { Recorder } from './recorder.ts';
import { pruned, type Recording } from './recording.ts';
import { recordingTo } from './recordingBackend.ts';
import { LARGEST } from './rules/rules.ts';
import { type CodeSite, hookSite, notCompilable } from './sites.ts';
import { tracedOps, tracedOptimizer, tracedStructure } from './tracedStructure.ts';
import { batchInputs, numberInputs, type StateTypes, stateInputs, type TensorType } from './traceInputs.ts';

/** The outputs of a procedure: tensors by name. */
type Outputs = Readonly<Record<string, Tensor>>;

/** Traces the procedures of a structure for batches of so many rows. */
export type Tracer = (rows: number) => PerProcedure<Recording>;

/** Gives a tracer to `run`, which may call it any number of times until it returns. */
export function withTracer<Result>(
  tf: TensorOps,
  structure: Structure,
  optimizer: Optimizer,
  run: (tracer: Tracer) => Result,
): Result {
  const recorder = new Recorder(tf);
  const context = tracingContext(tf, structure, optimizer, recorder);
  return recordingTo(tf, recorder, () => run((rows) => traceProcedures(context, recorder, rows)));
}

function traceProcedures(context: StepContext, recorder: Recorder, rows: number): PerProcedure<Recording> {
  const { structure, optimizer } = context;
  const record = (run: () => Outputs) => pruned(recorder.record(run));
  let stateTypes: StateTypes = [];
  // First, because the other procedures take the states that it yields.
  const initialize = record(() => {
    // Without weights: only the states of the regularizers are outputs.
    const state = initialState(context, [], numberInputs(recorder, structure, optimizer));
    stateTypes = state.regularizers.map((layer) => layer.map((tensors) => typesOf(tensors, recorder)));
    return Object.fromEntries(namedTensors(state).filter(([name]) => name !== 'step'));
  });

  const inputs = () => ({
    state: stateInputs(recorder, structure, optimizer, stateTypes),
    batch: batchInputs(recorder, structure, rows),
    numbers: numberInputs(recorder, structure, optimizer),
  });
  return {
    train: record(() => {
      const { state, batch, numbers } = inputs();
      const next = trainStep(context, state, batch, numbers);
      checkUpdate(structure, state, next.state);
      return {
        ...Object.fromEntries(namedTensors(next.state)),
        loss: next.loss,
        ...present({ correct: next.correct }),
      };
    }),
    evaluate: record(() => {
      const { state, batch, numbers } = inputs();
      const { loss, penalty, correct } = evaluateStep(context, state, batch, numbers);
      return { loss, penalty, ...present({ correct }) };
    }),
    activations: record(() => {
      const { state, batch, numbers } = inputs();
      const activations = hiddenActivations(context, state, batch.features, numbers);
      return Object.fromEntries(activations.map((tensor, layer) => [`activations.${layer}`, tensor]));
    }),
    initialize,
  };
}

function tracingContext(tf: TensorOps, structure: Structure, optimizer: Optimizer, recorder: Recorder): StepContext {
  const ops = tracedOps(tf, recorder);
  return {
    tf: ops,
    structure: tracedStructure(structure, recorder),
    optimizer: tracedOptimizer(optimizer, recorder),
    largest: (x, count) =>
      ops.customGrad(() => ({
        value: tf.engine().runKernel<Tensor>(LARGEST, { x, count }),
        gradFunc: (dy) => tf.zerosLike(dy),
      }))(x),
  };
}

function typesOf(state: RegularizerState, recorder: Recorder): Readonly<Record<string, TensorType>> {
  return Object.fromEntries(
    Object.entries(state).map(([key, { shape, dtype }]) => {
      const plain = plainDType(dtype) ?? recorder.failHere(`makes a state of the type ${dtype}`);
      return [key, { shape, dtype: plain }];
    }),
  );
}

function present(outputs: Readonly<Record<string, Tensor | null>>): Outputs {
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([name, tensor]) => (tensor === null ? [] : [[name, tensor] as const])),
  );
}

/**
 * Checks that a step keeps every tensor of its state, with the same shape and type.
 *
 * @throws SparsweepError `not-compilable` that names the first tensor that differs.
 */
function checkUpdate(structure: Structure, before: TrainingState, after: TrainingState): void {
  const [old, next] = [new Map(namedTensors(before)), new Map(namedTensors(after))];
  for (const name of new Set([...old.keys(), ...next.keys()])) {
    const [was, is] = [typeOf(old.get(name)), typeOf(next.get(name))];
    if (was === is) continue;
    const { site, key, advice } = ownerOf(structure, name);
    const change = `makes \`${key}\` ${is} where it was ${was}, but a step must keep the keys, shapes and types of its state`;
    throw notCompilable({ site, isGradient: false }, change, advice);
  }
}

function typeOf(tensor: Tensor | undefined): string {
  return tensor === undefined ? 'nothing' : `${tensor.dtype}[${tensor.shape.join(', ')}]`;
}

/** The code that makes the tensor of a name, its key there, and advice for when the tensor does not fit. */
interface Owner {
  readonly site: CodeSite;
  readonly key: string;
  readonly advice?: string;
}

function ownerOf({ layers }: Structure, name: string): Owner {
  const [, layer = '', position, key = ''] = /^layers\.(\d+)\.(?:regularizers\.(\d+)\.)?(.+)$/.exec(name) ?? [];
  if (position === undefined) {
    return { site: { owner: `layer ${layer}`, part: 'update' }, key, advice: 'no engine can train with it' };
  }
  const { plugin } = at(at(layers, Number(layer)).regularizers, Number(position));
  return { site: hookSite(plugin.name, Number(layer), 'update'), key };
}
