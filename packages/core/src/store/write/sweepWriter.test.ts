import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../plugin/measurement.ts';
import { stamped } from '../testing/stamped.ts';
import { newSweep, planned, temporaryStore } from '../testing/temporaryStore.ts';
import type { TrialEnded } from './records.ts';
import { encodeWeights } from './weightsFile.ts';

const LOSS: Measurement = { name: 'loss', split: 'train', layer: null, value: 0.5 };
const ZEROS: Measurement = { name: 'weights.zeroFraction', split: null, layer: 1, value: 0.25 };

function ended(trial: number, details: Partial<TrialEnded> = {}): TrialEnded {
  return { type: 'ended', trial, status: 'finished', epochs: 2, measurements: [], ...details };
}

describe('createSweep', () => {
  it('stores the sweep as running', async () => {
    const { store, reader } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    expect(reader.sweeps()).toEqual([
      {
        id: writer.id,
        name: 'digits',
        specYaml: 'name: digits # as written\n',
        specHash: 'ab'.repeat(32),
        status: 'running',
        environment: { node: '24.21.0', git: { commit: 'abc', dirty: false } },
        createdAt: '2026-01-02T03:04:05.678Z',
        finishedAt: null,
      },
    ]);
  });
});

describe('addTrials', () => {
  it('adds pending trials', async () => {
    const { store, reader } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    const parameters = { strength: 0.01, layers: [64, { units: 32 }], name: "it's" };
    writer.addTrials([
      planned(0, { seed: 2 ** 32 - 1 }),
      planned(1, { configurationIndex: 0, replicate: 1, parameters }),
    ]);
    expect(reader.trials(writer.id)).toMatchObject([
      { number: 0, seed: 4294967295, status: 'pending', attempt: 0, startedAt: null },
      { number: 1, configurationIndex: 0, replicate: 1, parameters, seed: 7, stoppedEpoch: null, error: null },
    ]);
  });

  it('adds all trials or none', async () => {
    const { store, reader } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    writer.addTrials([planned(1)]);
    expect(() => writer.addTrials([planned(0), planned(1)])).toThrow('UNIQUE constraint failed');
    expect(reader.trials(writer.id).map((trial) => trial.number)).toEqual([1]);
  });
});

describe('stop', () => {
  it('ends trials after their last stored epoch, and keeps their measurements', async () => {
    const { store, reader } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    writer.addTrials([planned(0), planned(1)]);
    const begun = [{ type: 'started', trial: 0, attempt: 1 } as const];
    writer.write(stamped([...begun, { type: 'epoch', trial: 0, epoch: 1, measurements: [LOSS] }], new Date()));
    writer.stop([0, 1], 'time was over', new Date('2026-01-01T00:00:09.000Z'));
    const ended = { status: 'stopped', stopReason: 'time was over', finishedAt: '2026-01-01T00:00:09.000Z' };
    expect(reader.trials(writer.id)).toMatchObject([
      { ...ended, stoppedEpoch: 1 },
      { ...ended, stoppedEpoch: 0 },
    ]);
    const [trial] = reader.results(writer.id);
    expect(reader.measurements(trial?.trialId ?? 0)).toEqual([{ epoch: 1, ...LOSS }]);
  });
});

describe('write', () => {
  it('stores the start, epochs and end of a trial', async () => {
    const { store, reader } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    writer.addTrials([planned(0)]);
    writer.write(stamped([{ type: 'started', trial: 0, attempt: 1 }], new Date('2026-01-01T00:00:00.000Z')));
    expect(reader.trials(writer.id)).toMatchObject([
      { status: 'running', attempt: 1, startedAt: '2026-01-01T00:00:00.000Z', finishedAt: null },
    ]);
    writer.write(
      stamped(
        [
          { type: 'epoch', trial: 0, epoch: 1, measurements: [LOSS] },
          { type: 'epoch', trial: 0, epoch: 2, measurements: [{ ...LOSS, value: 0.25 }] },
          ended(0, { measurements: [{ ...LOSS, value: 0.125 }, ZEROS] }),
        ],
        new Date('2026-01-01T00:01:02.345Z'),
      ),
    );
    const [trial] = reader.results(writer.id);
    expect(trial).toMatchObject({ status: 'finished', epochs: 2, seconds: 62.345, trainLoss: 0.125 });
    expect(reader.measurements(trial?.trialId ?? 0)).toEqual([
      { epoch: 1, ...LOSS },
      { epoch: 2, ...LOSS, value: 0.25 },
      { epoch: null, ...ZEROS },
      { epoch: null, ...LOSS, value: 0.125 },
    ]);
  });

  it('stores the error and epoch of a diverged trial, and NaN as null', async () => {
    const { store, reader } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    writer.addTrials([planned(0)]);
    const measurements = [
      { ...LOSS, value: Number.NaN },
      { ...LOSS, split: 'validation' as const, value: Number.POSITIVE_INFINITY },
    ];
    writer.write(
      stamped([ended(0, { status: 'diverged', epochs: 7, error: 'loss is NaN', measurements })], new Date(0)),
    );
    expect(reader.results(writer.id)).toMatchObject([
      { status: 'diverged', epochs: 7, error: 'loss is NaN', trainLoss: null, validationLoss: Infinity, seconds: null },
    ]);
  });

  it('deletes an earlier attempt when the next one starts', async () => {
    const { store, reader } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    writer.addTrials([planned(0)]);
    const weights = [{ inputs: 1, units: 1, kernel: Float32Array.of(1), bias: Float32Array.of(0) }];
    const first = ended(0, { status: 'failed', error: 'SIGKILL', measurements: [ZEROS], weights });
    writer.write(stamped([{ type: 'started', trial: 0, attempt: 1 }, first], new Date(1000)));
    const epoch = { type: 'epoch' as const, trial: 0, epoch: 1, measurements: [LOSS] };
    writer.write(stamped([{ type: 'started', trial: 0, attempt: 2 }, epoch], new Date(2000)));
    const [trial] = reader.trials(writer.id);
    expect(trial).toMatchObject({ status: 'running', attempt: 2, error: null, stoppedEpoch: null, finishedAt: null });
    expect(reader.measurements(trial?.trialId ?? 0)).toEqual([{ epoch: 1, ...LOSS }]);
    expect(reader.weights(trial?.trialId ?? 0)).toBeUndefined();
  });

  it('stores a record that arrives twice once', async () => {
    const { store, reader } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    writer.addTrials([planned(0)]);
    const weights = [{ inputs: 1, units: 1, kernel: Float32Array.of(1), bias: Float32Array.of(0) }];
    const records = [
      { type: 'epoch' as const, trial: 0, epoch: 1, measurements: [LOSS, ZEROS] },
      ended(0, { measurements: [LOSS, ZEROS], weights }),
    ];
    writer.write(stamped(records, new Date(0)));
    writer.write(stamped(records, new Date(0)));
    const [trial] = reader.trials(writer.id);
    expect(reader.measurements(trial?.trialId ?? 0)).toHaveLength(4);
    expect(reader.weights(trial?.trialId ?? 0)).toEqual(weights);
    writer.write(stamped([ended(0, { measurements: [{ ...LOSS, value: 9 }] })], new Date(0)));
    expect(reader.results(writer.id)).toMatchObject([{ trainLoss: 9 }]);
  });

  it('stores all records of a batch or none', async () => {
    const { store, reader } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    writer.addTrials([planned(0)]);
    expect(() => writer.write(stamped([ended(0), ended(5)], new Date(0)))).toThrow(
      new RangeError('sweep 1 has no trial 5'),
    );
    expect(reader.progress(writer.id)).toMatchObject({ pending: 1, finished: 0 });
  });

  it('stores weights as a safetensors file with its hash', async () => {
    const { path, store } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    writer.addTrials([planned(0)]);
    const weights = [{ inputs: 2, units: 1, kernel: Float32Array.of(0.1, 0), bias: Float32Array.of(-1) }];
    writer.write(stamped([ended(0, { weights })], new Date(0)));
    const database = new Database(path, { readonly: true });
    const file = encodeWeights(weights);
    expect(database.prepare('SELECT name, media_type, sha256, content FROM artifacts').all()).toEqual([
      {
        name: 'weights',
        media_type: 'application/x-safetensors',
        sha256: createHash('sha256').update(file).digest('hex'),
        content: file,
      },
    ]);
    database.close();
  });
});

describe('requeue', () => {
  it('resets trials without a checkpoint as if they had never started', async () => {
    const { store, reader } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    writer.addTrials([planned(0), planned(1)]);
    const before = reader.trials(writer.id);
    const weights = [{ inputs: 1, units: 1, kernel: Float32Array.of(1), bias: Float32Array.of(0) }];
    writer.write(
      stamped(
        [
          { type: 'started', trial: 0, attempt: 2 },
          ended(0, { status: 'failed', error: 'SIGKILL', measurements: [LOSS], weights }),
          { type: 'started', trial: 1, attempt: 1 },
        ],
        new Date(0),
      ),
    );
    writer.requeue([0, 1]);
    expect(reader.trials(writer.id)).toEqual(before);
    const [trial] = before;
    expect(reader.measurements(trial?.trialId ?? 0)).toEqual([]);
    expect(reader.weights(trial?.trialId ?? 0)).toBeUndefined();
  });
});

describe('finish', () => {
  it('stores the status of the sweep and when it ended', async () => {
    const { store, reader } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    expect(reader.sweeps()).toMatchObject([{ status: 'running', finishedAt: null }]);
    writer.finish('interrupted', new Date('2026-01-01T00:00:00.000Z'));
    expect(reader.sweeps()).toMatchObject([{ status: 'interrupted', finishedAt: '2026-01-01T00:00:00.000Z' }]);
  });
});
