import { describe, expect, it } from 'vitest';
import { collect } from '../../../test/run/collect.ts';
import type { Program, Session, TrialData, TrialStart } from '../../plugin/engine.ts';
import type { Measurement, Split } from '../../plugin/measurement.ts';
import type { TrialRecord } from '../../store/write/records.ts';
import { randomStreams } from '../plan/randomStreams.ts';
import { type Interruption, runTrial } from './runTrial.ts';

const SAMPLES = { rows: 1, features: Float32Array.of(1), labels: Int32Array.of(0) };
const START: TrialStart = {
  epochs: 3,
  shuffle: true,
  hyperparameters: { optimizer: {}, regularizers: [] },
  random: randomStreams(0),
};
const WEIGHTS = [{ inputs: 1, units: 1, kernel: Float32Array.of(5), bias: Float32Array.of(6) }];
const ZERO_WEIGHTS: Measurement = { name: 'weights.zeroFraction', split: null, layer: null, value: 0 };

const loss = (split: Split, value: number): Measurement => ({ name: 'loss', split, layer: null, value });

/** A program whose session trains with the given losses, and the calls that it gets. */
function scripted(change: Partial<Session> = {}): { readonly program: Program; readonly calls: string[] } {
  const calls: string[] = [];
  let epochs = 0;
  const session: Session = {
    trainEpoch: () => [loss('train', 1 / ++epochs)],
    evaluate: (split) => [loss(split, 10 / epochs)],
    inspect: () => [ZERO_WEIGHTS],
    weights: () => WEIGHTS,
    save: () => new Uint8Array(),
    restore: () => undefined,
    dispose: () => void calls.push('dispose'),
    ...change,
  };
  return { program: { start: () => session }, calls };
}

async function recordsOf(
  program: Program,
  data: TrialData = { train: SAMPLES },
  interruption: Interruption = UNINTERRUPTED,
): Promise<TrialRecord[]> {
  return collect(runTrial({ number: 4 }, program, START, data, interruption));
}

const UNINTERRUPTED: Interruption = { signal: new AbortController().signal, clock: () => 0 };

describe('runTrial', () => {
  it('measures train and validation in every epoch, every split and the network at the end', async () => {
    const { program, calls } = scripted();
    const records = await recordsOf(program, { train: SAMPLES, validation: SAMPLES, test: SAMPLES });
    expect(records).toEqual([
      { type: 'epoch', trial: 4, epoch: 1, measurements: [loss('train', 1), loss('validation', 10)] },
      { type: 'epoch', trial: 4, epoch: 2, measurements: [loss('train', 1 / 2), loss('validation', 5)] },
      { type: 'epoch', trial: 4, epoch: 3, measurements: [loss('train', 1 / 3), loss('validation', 10 / 3)] },
      {
        type: 'ended',
        trial: 4,
        status: 'finished',
        epochs: 3,
        measurements: [loss('train', 10 / 3), loss('validation', 10 / 3), loss('test', 10 / 3), ZERO_WEIGHTS],
        weights: WEIGHTS,
      },
    ]);
    expect(calls).toEqual(['dispose']);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('ends in the epoch in which the loss became %d', async (value) => {
    const values = [1, value];
    const { program, calls } = scripted({ trainEpoch: () => [loss('train', values.shift() ?? 0)] });
    expect(await recordsOf(program)).toEqual([
      { type: 'epoch', trial: 4, epoch: 1, measurements: [loss('train', 1)] },
      { type: 'epoch', trial: 4, epoch: 2, measurements: [loss('train', value)] },
      {
        type: 'ended',
        trial: 4,
        status: 'diverged',
        epochs: 2,
        error: `the train loss became ${value} in epoch 2`,
        measurements: [],
        weights: WEIGHTS,
      },
    ]);
    expect(calls).toEqual(['dispose']);
  });

  it('has diverged, too, when only the last step of the last epoch went astray', async () => {
    const { program, calls } = scripted({ evaluate: (split) => [loss(split, Number.NaN)] });
    const ended = (await recordsOf(program)).at(-1);
    expect(ended).toMatchObject({ status: 'diverged', epochs: 3, error: 'the train loss became NaN in epoch 3' });
    expect(calls).toEqual(['dispose']);
  });

  it('is saved between epochs, and does not end, when it is told to stop', async () => {
    const stopping = new AbortController();
    let epochs = 0;
    const { program, calls } = scripted({
      trainEpoch: () => {
        // Comes while the epoch is trained, as a message from the parent does.
        if (++epochs === 2) setImmediate(() => stopping.abort());
        return [loss('train', 1)];
      },
    });
    const records = await recordsOf(program, { train: SAMPLES }, { ...UNINTERRUPTED, signal: stopping.signal });
    expect(records.map(({ type }) => type)).toEqual(['epoch', 'epoch', 'saved']);
    expect(records.at(-1)).toEqual({ type: 'saved', trial: 4, epoch: 2, checkpoint: new Uint8Array() });
    expect(calls).toEqual(['dispose']);
  });

  it('ends in order when it is told to stop in its last epoch', async () => {
    const stopping = new AbortController();
    let epochs = 0;
    const { program } = scripted({
      trainEpoch: () => {
        if (++epochs === 3) setImmediate(() => stopping.abort());
        return [loss('train', 1)];
      },
    });
    const records = await recordsOf(program, { train: SAMPLES }, { ...UNINTERRUPTED, signal: stopping.signal });
    expect(records.map(({ type }) => type)).toEqual(['epoch', 'epoch', 'epoch', 'ended']);
  });

  it('is saved once the time has passed, but not where it ends', async () => {
    let time = 0;
    const { program } = scripted({
      trainEpoch: () => {
        time += 20;
        return [loss('train', 1)];
      },
    });
    const saved = async (checkpointEvery: number): Promise<readonly string[]> => {
      const interruption = { ...UNINTERRUPTED, clock: () => time, checkpointEvery };
      return (await recordsOf(program, { train: SAMPLES }, interruption)).map(({ type }) => type);
    };
    expect(await saved(20)).toEqual(['epoch', 'saved', 'epoch', 'saved', 'epoch', 'ended']);
    expect(await saved(40)).toEqual(['epoch', 'epoch', 'saved', 'epoch', 'ended']);
    expect(await saved(41)).toEqual(['epoch', 'epoch', 'epoch', 'ended']);
  });

  it('disposes of the session when an epoch throws', async () => {
    const { program, calls } = scripted({
      trainEpoch: () => {
        throw new Error('out of memory');
      },
    });
    await expect(recordsOf(program)).rejects.toThrow('out of memory');
    expect(calls).toEqual(['dispose']);
  });

  it('disposes of the session when no one wants to hear more', async () => {
    const { program, calls } = scripted();
    for await (const _ of runTrial({ number: 4 }, program, START, { train: SAMPLES }, UNINTERRUPTED)) break;
    expect(calls).toEqual(['dispose']);
  });
});
