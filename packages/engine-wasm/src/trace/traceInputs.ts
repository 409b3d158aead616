import { at, type Optimizer, type Scalar, type Structure, type Tensor, type Tensor2D } from '@sparsweep/core/plugin';
import { type Batch, layerWidths, type StepNumbers, type TrainingState } from '@sparsweep/training';
import type { DType } from '../graph/graph.ts';
import type { Recorder } from './recorder.ts';

/** Shape and type of a tensor. */
export interface TensorType {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

/** The types of the regularizers' states: by layer, by regularizer, by key. */
export type StateTypes = readonly (readonly Readonly<Record<string, TensorType>>[])[];

/** Features and targets of a batch, as inputs. */
export function batchInputs(recorder: Recorder, structure: Structure, rows: number): Batch {
  const outputs = at(structure.layers, structure.layers.length - 1).units;
  return {
    features: matrixInput(recorder, 'features', rows, structure.inputs),
    targets: matrixInput(recorder, 'targets', rows, outputs),
  };
}

/** Every numeric option of the optimizer and of the regularizers, as inputs. */
export function numberInputs(recorder: Recorder, structure: Structure, optimizer: Optimizer): StepNumbers<Scalar> {
  const inputs = (prefix: string, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, scalarInput(recorder, `${prefix}.${name}`)]));
  return {
    optimizer: inputs('numbers.optimizer', numericOptions(optimizer)),
    regularizers: structure.layers.map(({ regularizers }, layer) =>
      regularizers.map(({ numeric }, position) => inputs(`numbers.layers.${layer}.${position}`, numeric)),
    ),
  };
}

/** The state that a step reads and updates, as inputs with the names that `namedTensors` gives. */
export function stateInputs(
  recorder: Recorder,
  structure: Structure,
  optimizer: Optimizer,
  regularizers: StateTypes,
): TrainingState {
  const float = (name: string, ...shape: readonly number[]) => recorder.input(name, shape, 'float32');
  const slots = (name: string, ...shape: readonly number[]) =>
    Array.from({ length: optimizer.slots }, (_, slot) => float(`${name}.slots.${slot}`, ...shape));
  const layers = layerWidths(structure).map((widths, index) => ({
    ...widths,
    name: `layers.${index}`,
    isTied: at(structure.layers, index).tiedTo !== undefined,
  }));
  return {
    step: scalarInput(recorder, 'step'),
    parameters: layers.map(({ name, inputs, units, isTied }) => ({
      kernel: isTied ? null : matrixInput(recorder, `${name}.kernel`, inputs, units),
      bias: float(`${name}.bias`, units),
    })),
    slots: layers.map(({ name, inputs, units, isTied }) => ({
      kernel: isTied ? [] : slots(`${name}.kernel`, inputs, units),
      bias: slots(`${name}.bias`, units),
    })),
    regularizers: regularizers.map((states, layer) =>
      states.map((state, position) =>
        Object.fromEntries(
          Object.entries(state).map(([key, { shape, dtype }]) => [
            key,
            recorder.input(`layers.${layer}.regularizers.${position}.${key}`, shape, dtype),
          ]),
        ),
      ),
    ),
  };
}

function numericOptions({ options }: Optimizer): readonly string[] {
  return Object.entries(options.properties).flatMap(([name, schema]) =>
    'type' in schema && (schema.type === 'number' || schema.type === 'integer') ? [name] : [],
  );
}

function scalarInput(recorder: Recorder, name: string): Scalar {
  const tensor = recorder.input(name, [], 'float32');
  if (!isScalar(tensor)) throw new Error(`the input ${name} is no scalar`);
  return tensor;
}

function matrixInput(recorder: Recorder, name: string, rows: number, columns: number): Tensor2D {
  const tensor = recorder.input(name, [rows, columns], 'float32');
  if (!isMatrix(tensor)) throw new Error(`the input ${name} is no matrix`);
  return tensor;
}

function isScalar(tensor: Tensor): tensor is Scalar {
  return tensor.rank === 0;
}

function isMatrix(tensor: Tensor): tensor is Tensor2D {
  return tensor.rank === 2;
}
