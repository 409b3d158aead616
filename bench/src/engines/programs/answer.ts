import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { decodeTask } from '../taskFile.ts';
import { firstBatch, type TrainingTask } from '../trainingTask.ts';

/** A task in training. */
export interface Training {
  /** Trains an epoch and gives its loss: the mean over the batches, before each one's update. */
  trainEpoch(): number;
  /** Frees what it holds. */
  dispose(): void;
}

/** Something that can be timed. */
export interface Trainable {
  readonly version: string;
  /** Begins to train the task from its first weights. */
  start(task: TrainingTask): Training;
}

/**
 * Is a measuring program: says its version, then answers each line of the standard input with one of the standard
 * output until there are no more.
 *
 * - `losses STEPS`: `{ losses }`, the loss before each of so many steps, all on the first batch
 * - `time SECONDS`: `{ microsecondsPerStep }`, from training for about so long
 */
export async function answer(taskPath: string, load: (task: TrainingTask) => Promise<Trainable>): Promise<void> {
  const task = decodeTask(await readFile(taskPath));
  const { version, start } = await load(task);
  print({ version });
  for await (const line of createInterface(process.stdin)) {
    const [request, value] = line.split(' ');
    if (request === 'losses') print({ losses: losses(start(firstBatch(task)), Number(value)) });
    if (request === 'time') print({ microsecondsPerStep: microsecondsPerStep(start, task, Number(value)) });
  }
}

function losses(training: Training, steps: number): readonly number[] {
  const values = Array.from({ length: steps }, () => training.trainEpoch());
  training.dispose();
  return values;
}

function microsecondsPerStep(start: Trainable['start'], task: TrainingTask, seconds: number): number {
  const { batches, epochs } = task.network;
  let elapsed = 0;
  let steps = 0;
  while (elapsed < seconds * 1e6) {
    const training = start(task);
    for (let epoch = 0; epoch < epochs && elapsed < seconds * 1e6; epoch++) {
      const startedAt = performance.now();
      if (!Number.isFinite(training.trainEpoch())) throw new Error('the training diverged');
      elapsed += (performance.now() - startedAt) * 1000;
      steps += batches;
    }
    training.dispose();
  }
  return elapsed / steps;
}

function print(answered: object): void {
  process.stdout.write(`${JSON.stringify(answered)}\n`);
}
