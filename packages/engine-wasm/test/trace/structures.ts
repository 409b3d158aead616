import type { BoundRegularizer, Layer, Structure } from '@sparsweep/core/plugin';

/** A hidden layer. */
export function hidden(
  units: number,
  regularizers: readonly BoundRegularizer[] = [],
  layer: Partial<Layer> = {},
): Layer {
  return { units, activation: 'relu', initializer: 'heNormal', regularizers, ...layer };
}

/** A classifier of samples of 5 numbers, with one logit for two classes. */
export function classifier(layers: readonly Layer[], classes = 2, structure: Partial<Structure> = {}): Structure {
  const units = classes === 2 ? 1 : classes;
  return {
    task: 'classification',
    inputs: 5,
    layers: [...layers, hidden(units, [], { activation: 'linear', initializer: 'glorotUniform' })],
    loss: classes === 2 ? 'sigmoidCrossEntropy' : 'softmaxCrossEntropy',
    optimizer: 'sgd',
    batchSize: 8,
    ...structure,
  };
}
