import type { Optimizer, RegularizerState, Structure, Tensor, TensorOps } from '@sparsweep/core/plugin';
import {
  evaluateStep,
  hiddenActivations,
  initialState,
  namedTensors,
  type StepContext,
  trainStep,
} from '@sparsweep/training';
import { checkUpdate } from './checkUpdate.ts';
import { plainDType } from './kernelCall.ts';
import { pruned } from './pruned.ts';
import { Recorder } from './recorder.ts';
import type { Recording } from './recording.ts';
import { recordingTo } from './recordingBackend.ts';
import { LARGEST } from './rules/rules.ts';
import { tracedOptimizer, tracedStructure } from './tracedStructure.ts';
import { batchInputs, numberInputs, type StateTypes, stateInputs, type TensorType } from './traceInputs.ts';
import { tracingOps } from './tracingOps.ts';

/** The computations that a structure needs. */
export const PROCEDURES = ['train', 'evaluate', 'activations', 'initialize'] as const;
export type ProcedureName = (typeof PROCEDURES)[number];

/** What a procedure yields: tensors by name. */
type Outputs = Readonly<Record<string, Tensor>>;

/** Something that traces the procedures of a structure for batches of so many rows. */
export type Tracer = (rows: number) => Readonly<Record<ProcedureName, Recording>>;

/** Gives a tracer to `run`, which may call it as often as it likes until it returns. */
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

function traceProcedures(
  context: StepContext,
  recorder: Recorder,
  rows: number,
): Readonly<Record<ProcedureName, Recording>> {
  const { structure, optimizer } = context;
  const record = (run: () => Outputs) => pruned(recorder.record(run));
  let stateTypes: StateTypes = [];
  const initialize = record(() => {
    // Without weights: only the states of the regularizers are of interest.
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
      const codes = hiddenActivations(context, state, batch.features, numbers);
      return Object.fromEntries(codes.map((code, layer) => [`activations.${layer}`, code]));
    }),
    initialize,
  };
}

function tracingContext(tf: TensorOps, structure: Structure, optimizer: Optimizer, recorder: Recorder): StepContext {
  const ops = tracingOps(tf, recorder);
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
