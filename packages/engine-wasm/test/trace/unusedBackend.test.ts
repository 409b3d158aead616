import { optimizerNamed } from '@sparsweep/training';
import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { traceStructure } from '../../src/trace/traceStructure.ts';
import { classifier, hidden } from './structures.ts';

it('leaves TensorFlow.js without a backend if it had none before', () => {
  tf.enableProdMode();
  const structure = classifier([hidden(4)]);
  const traced = traceStructure(tf, structure, optimizerNamed('sgd'));
  expect(tf.getBackend() ?? null).toBeNull();
  expect(traceStructure(tf, structure, optimizerNamed('sgd'))).toEqual(traced);
  // The next one who computes is given the best backend that computes.
  expect(tf.scalar(2).square().arraySync()).toBe(4);
  expect(tf.getBackend()).toBe('cpu');
});
