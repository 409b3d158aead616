/** `tfjsLoop.ts TASK`: times a training loop written with TensorFlow.js alone. See `answer`. */
import { argv } from 'node:process';
import { at } from '@sparsweep/core/plugin';
import * as tf from '@tensorflow/tfjs';
import type { TrainingTask } from '../trainingTask.ts';
import { answer, type Training } from './answer.ts';

// Suppresses the banner that the backend prints to the console.
tf.enableProdMode();
await tf.setBackend('cpu');
await answer(argv[2] ?? '', async () => ({ version: `${tf.version.tfjs}, backend cpu`, start }));

function start({ network, weights, features, targets }: TrainingTask): Training {
  const { widths, strength, batch, batches } = network;
  const outputs = at(widths, widths.length - 1);
  const layers = weights.map(({ inputs, units, kernel, bias }) => ({
    kernel: tf.variable(tf.tensor2d(kernel, [inputs, units])),
    bias: tf.variable(tf.tensor1d(bias)),
  }));
  const xs = tf.split(tf.tensor2d(features, [batch * batches, at(widths, 0)]), batches);
  const ys = tf.split(tf.tensor2d(targets, [batch * batches, outputs]), batches);
  const optimizer = tf.train.adam(0.001, 0.9, 0.999, 1e-7);
  const crossEntropy = outputs === 1 ? tf.losses.sigmoidCrossEntropy : tf.losses.softmaxCrossEntropy;

  const lossOf = (x: tf.Tensor, y: tf.Tensor): tf.Tensor => {
    let values = x;
    let penalty: tf.Tensor = tf.scalar(0);
    for (const [layer, { kernel, bias }] of layers.entries()) {
      values = tf.add(tf.matMul(values, kernel), bias);
      if (layer === layers.length - 1) break;
      values = tf.relu(values);
      if (strength > 0) penalty = tf.add(penalty, tf.mul(tf.sum(tf.abs(values)), strength / batch));
    }
    return tf.add(crossEntropy(y, values), penalty);
  };

  return {
    trainEpoch() {
      let sum = 0;
      for (const [index, x] of xs.entries()) {
        const loss = optimizer.minimize(() => lossOf(x, at(ys, index)).asScalar(), true);
        sum += at(loss?.dataSync<'float32'>() ?? [], 0);
        loss?.dispose();
      }
      return sum / batches;
    },
    dispose() {
      optimizer.dispose();
      tf.dispose([xs, ys, layers.map(({ kernel, bias }) => [kernel, bias])]);
    },
  };
}
