/**
 * `engine.ts TASK ENGINE [KEPT]`: times an engine of this repository. With `KEPT`, k-sparse keeps that many units of each
 * hidden layer active. See `answer`.
 */
import { argv } from 'node:process';
import { randomStreams } from '@sparsweep/core';
import type { Engine, Session } from '@sparsweep/core/plugin';
import { hyperparametersOf, structureOfNetwork } from '../networks.ts';
import { labelsOf, type TrainingTask } from '../trainingTask.ts';
import { answer, type Trainable } from './answer.ts';

const [, , task = '', name = '', kept] = argv;
await answer(task, load);

async function load({ network }: TrainingTask): Promise<Trainable> {
  const shape = kept === undefined ? network : { ...network, kept: Number(kept) };
  const engine = await engineNamed(name);
  const program = await engine.compile(structureOfNetwork(shape));
  return {
    version: (await engine.describe()).backend,
    start(task) {
      const { features, weights } = task;
      const labels = labelsOf(task);
      const session = program.start(
        {
          epochs: network.epochs,
          shuffle: false,
          hyperparameters: hyperparametersOf(shape),
          random: randomStreams(0),
          initialWeights: weights,
        },
        { train: { rows: labels.length, features, labels } },
      );
      return { trainEpoch: () => lossOf(session), dispose: () => session.dispose() };
    },
  };
}

async function engineNamed(name: string): Promise<Engine> {
  const { default: engine } = await import(`@sparsweep/engine-${name}`);
  return engine;
}

function lossOf(session: Session): number {
  return session.trainEpoch().find((measurement) => measurement.name === 'loss')?.value ?? Number.NaN;
}
