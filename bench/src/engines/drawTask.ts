import { at, randomStreams } from '@sparsweep/core';
import { classification } from '@sparsweep/dataset-classification';
import { drawWeights, targetsOf } from '@sparsweep/training';
import { type Network, structureOfNetwork } from './networks.ts';
import type { TrainingTask } from './trainingTask.ts';

/**
 * Draws data and initial weights for a network, deterministically. A fifth of the labels is noise, so that the network
 * never fits the data completely.
 */
export async function drawTask(network: Network): Promise<TrainingTask> {
  const { widths, batch, batches } = network;
  const inputs = at(widths, 0);
  const structure = structureOfNetwork(network);
  const rows = batch * batches;
  const { features, levels } = await classification.load(
    {
      nSamples: rows,
      nFeatures: inputs,
      nInformative: Math.min(16, Math.floor(inputs / 2)),
      nRedundant: 0,
      nRepeated: 0,
      nClasses: Math.max(2, at(widths, widths.length - 1)),
      nClustersPerClass: 2,
      weights: null,
      flipY: 0.2,
      classSep: 1,
      hypercube: true,
      shift: 0,
      scale: 1,
      shuffle: true,
      randomState: 42,
    },
    { seed: 0, folder: '.' },
  );
  const samples = { rows, features: Float32Array.from(features.values), labels: at(levels, 0).labels };
  return {
    network,
    weights: drawWeights(structure, randomStreams(0)),
    features: samples.features,
    targets: targetsOf(structure, samples),
  };
}
