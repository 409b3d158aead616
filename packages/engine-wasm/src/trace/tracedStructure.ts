import type { Optimizer, Regularizer, RegularizerHooks, Structure } from '@sparsweep/core/plugin';
import { hookPlace, optimizerPlace, type Place } from './place.ts';
import type { Recorder } from './recorder.ts';
import { settled } from './settled.ts';

/** The structure with hooks that tell the recorder whose they are. */
export function tracedStructure(structure: Structure, recorder: Recorder): Structure {
  return {
    ...structure,
    layers: structure.layers.map((layer, index) => ({
      ...layer,
      regularizers: layer.regularizers.map((bound) => ({
        ...bound,
        plugin: tracedRegularizer(bound.plugin, index, recorder),
      })),
    })),
  };
}

/** The optimizer with a step that tells the recorder whose it is, and whose slots hold nothing next to zero. */
export function tracedOptimizer(optimizer: Optimizer, recorder: Recorder): Optimizer {
  const step: Optimizer['step'] = (parameter, gradient, slots, context) =>
    optimizer.step(
      parameter,
      gradient,
      slots.map((slot) => settled(context.tf, slot)),
      context,
    );
  return { ...optimizer, step: placed(recorder, optimizerPlace(optimizer.name), step) };
}

function tracedRegularizer(plugin: Regularizer, layer: number, recorder: Recorder): Regularizer {
  function hook<Arguments extends readonly unknown[], Result>(
    name: keyof RegularizerHooks,
    run: ((...given: Arguments) => Result) | undefined,
  ): Readonly<Record<string, (...given: Arguments) => Result>> {
    return run === undefined ? {} : { [name]: placed(recorder, hookPlace(plugin.name, layer, name), run) };
  }
  return {
    ...plugin,
    ...hook('transform', plugin.transform?.bind(plugin)),
    ...hook('penalty', plugin.penalty?.bind(plugin)),
    ...hook('project', plugin.project?.bind(plugin)),
    ...hook('state', plugin.state?.bind(plugin)),
    ...hook('update', plugin.update?.bind(plugin)),
  };
}

function placed<Arguments extends readonly unknown[], Result>(
  recorder: Recorder,
  place: Place,
  run: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  return (...given) => recorder.within(place, () => run(...given));
}
