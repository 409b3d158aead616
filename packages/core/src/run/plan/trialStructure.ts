import type { Hyperparameters } from '../../plugin/engine.ts';
import { isJsonObject, type JsonValue } from '../../plugin/json.ts';
import type { Hyperparameter, Schedule } from '../../plugin/manifest.ts';
import type { Regularizer } from '../../plugin/regularizer.ts';
import type { BoundRegularizer, Loss, Structure } from '../../plugin/structure.ts';
import type { PluginUse, TrialConfiguration } from '../../sweepfile/configuration.ts';
import { guardedRegularizer } from './guardedRegularizer.ts';

/** The shape of the data that a network is built for. */
export interface DataShape {
  /** Width of a sample. */
  readonly inputs: number;
  /** How many classes there are to tell apart; 0 without labels. */
  readonly classes: number;
}

/** What shapes the training step of a configuration, and the numbers that do not. */
export function trialStructure(
  { model, train }: TrialConfiguration,
  shape: DataShape,
  regularizers: Readonly<Record<string, Regularizer>>,
): { readonly structure: Structure; readonly hyperparameters: Hyperparameters } {
  const output = outputOf(model.task, shape);
  const layers = [...model.layers, { ...model.output, units: output.units, activation: 'linear' as const }];
  return {
    structure: {
      task: model.task,
      inputs: shape.inputs,
      layers: layers.map((layer, index) => ({
        ...layer,
        ...(model.tied && index >= layers.length / 2 ? { tiedTo: layers.length - 1 - index } : {}),
        regularizers: layer.regularizers.map((use) => boundRegularizer(use, regularizers[use.use])),
      })),
      loss: output.loss,
      optimizer: train.optimizer.use,
      batchSize: train.batchSize,
    },
    hyperparameters: {
      optimizer: numbersOf(train.optimizer),
      regularizers: layers.map((layer) => layer.regularizers.map(numbersOf)),
    },
  };
}

/** Equal for trials that differ only in numbers that are inputs of the training step. */
export function structureKey({ dataset, model, train }: TrialConfiguration): string {
  const layers = [...model.layers, { ...model.output, units: 0, activation: 'linear' }].map((layer) => ({
    ...layer,
    regularizers: layer.regularizers.map(shapeOf),
  }));
  return JSON.stringify({
    dataset,
    task: model.task,
    tied: model.tied,
    layers,
    optimizer: shapeOf(train.optimizer),
    batchSize: train.batchSize,
  });
}

function outputOf(task: TrialConfiguration['model']['task'], shape: DataShape): { units: number; loss: Loss } {
  if (task === 'reconstruction') return { units: shape.inputs, loss: 'meanSquaredError' };
  // Two classes need only one logit: that of the second.
  if (shape.classes <= 2) return { units: 1, loss: 'sigmoidCrossEntropy' };
  return { units: shape.classes, loss: 'softmaxCrossEntropy' };
}

function boundRegularizer(use: PluginUse, plugin: Regularizer | undefined): BoundRegularizer {
  if (plugin === undefined) throw new TypeError(`regularizer ${use.use} was not loaded`);
  const options = Object.entries(use).filter(([key]) => key !== 'use');
  return {
    plugin: guardedRegularizer(plugin, use.use),
    fixed: Object.fromEntries(
      options.flatMap(([key, value]) =>
        typeof value === 'string' || typeof value === 'boolean' ? [[key, value] as const] : [],
      ),
    ),
    numeric: Object.keys(numbersOf(use)),
  };
}

/** A plugin's use without its numbers, of which only the names remain. */
function shapeOf(use: PluginUse): JsonValue {
  const numbers = numbersOf(use);
  return Object.entries(use).map(([key, value]) => (key in numbers ? key : [key, value]));
}

function numbersOf(use: PluginUse): Readonly<Record<string, Hyperparameter>> {
  return Object.fromEntries(
    Object.entries(use).flatMap(([key, value]) =>
      typeof value === 'number' || isSchedule(value) ? [[key, value] as const] : [],
    ),
  );
}

function isSchedule(value: JsonValue): value is JsonValue & Schedule {
  return isJsonObject(value) && typeof value.schedule === 'string';
}
