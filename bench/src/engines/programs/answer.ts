import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { decodeTask, firstBatch, type TrainingTask } from '../trainingTask.ts';

/** A task in training. */
export interface Training {
  /** Trains an epoch and returns its loss: the mean over the batches, each before its update. */
  trainEpoch(): number;
  /** Frees its resources. */
  dispose(): void;
}

/** An engine that can be timed. */
export interface Trainable {
  readonly version: string;
  /** Starts training the task from its initial weights. */
  start(task: TrainingTask): Training;
}

/**
 * Runs a measuring program: prints its version, then answers each line of standard input with a line of standard
 * output.
 *
 * - `losses STEPS`: `{ losses }`, the loss before each of the first STEPS steps, all on the first batch
 * - `time SECONDS`: `{ microsecondsPerStep }`, from training for about SECONDS seconds
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
