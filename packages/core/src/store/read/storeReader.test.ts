import { describe, expect, it } from 'vitest';
import type { Measurement, Split } from '../../plugin/measurement.ts';
import { stamped } from '../testing/stamped.ts';
import { newSweep, planned, temporaryStore } from '../testing/temporaryStore.ts';
import type { TrialStatus } from '../write/records.ts';
import type { SweepWriter } from '../write/sweepWriter.ts';

function score(name: string, split: Split | null, value: number, layer: number | null = null): Measurement {
  return { name, split, layer, value };
}

function end(
  writer: SweepWriter,
  trial: number,
  measurements: readonly Measurement[],
  status: Exclude<TrialStatus, 'pending' | 'running'> = 'finished',
): void {
  writer.write(stamped([{ type: 'ended', trial, status, epochs: 3, measurements }], new Date(0)));
}

/** Three trials: `strength` 0.1 with accuracy 0.7, 0.01 with 0.9, and 0.001, which is pending. */
async function threeTrials() {
  const { store, reader } = await temporaryStore();
  const other = store.createSweep(newSweep('other'));
  other.addTrials([planned(0)]);
  const writer = store.createSweep(newSweep('digits'));
  writer.addTrials([
    planned(0, { parameters: { strength: 0.1, epochs: 50, 'optimizer.learningRate': 0.5, use: 'l1' } }),
    planned(1, { parameters: { strength: 0.01, epochs: 40, 'optimizer.learningRate': 0.25, use: 'k-sparse' } }),
    planned(2, { parameters: { strength: 0.001, epochs: 30, "it's": true, use: 'l1' } }),
  ]);
  end(other, 0, [score('accuracy', 'validation', 1)]);
  end(writer, 0, [score('accuracy', 'validation', 0.7)]);
  end(writer, 1, [score('accuracy', 'validation', 0.9)]);
  return { reader, id: writer.id };
}

describe('findSweep', () => {
  it('finds a sweep by id, and the newest by name', async () => {
    const { store, reader } = await temporaryStore();
    for (const name of ['digits', 'digits', '1']) store.createSweep(newSweep(name));
    expect(reader.findSweep('1')).toMatchObject({ id: 1, name: 'digits' });
    expect(reader.findSweep('digits')).toMatchObject({ id: 2, name: 'digits' });
    expect(() => reader.findSweep('9')).toThrow(/has no sweep '9'/);
  });

  it('suggests the closest name and lists the newest sweeps if there is no match', async () => {
    const { path, store, reader } = await temporaryStore();
    expect(() => reader.findSweep('digits')).toThrow(
      expect.objectContaining({
        code: 'not-found',
        message: `${path} holds no sweep yet; run one with sparsweep run SWEEP.yaml`,
      }),
    );
    store.createSweep(newSweep('digits'));
    store.createSweep(newSweep('classes')).finish('finished', new Date(0));
    expect(() => reader.findSweep('digts')).toThrow(
      expect.objectContaining({
        code: 'not-found',
        message:
          `${path} has no sweep 'digts'; did you mean 'digits'? ` +
          'There are: 1 digits (running), 2 classes (finished)',
      }),
    );
  });
});

describe('results', () => {
  it('returns whole-model scores of the final weights', async () => {
    const { store, reader } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    writer.addTrials([planned(0, { configurationIndex: 4, replicate: 2, parameters: { k: 3 } }), planned(1)]);
    writer.write(stamped([{ type: 'started', trial: 0, attempt: 1 }], new Date('2026-01-01T00:00:00.000Z')));
    const epoch = { type: 'epoch' as const, trial: 0, epoch: 1, measurements: [score('loss', 'train', 99)] };
    writer.write(stamped([epoch], new Date(0)));
    const measurements = [
      score('loss', 'train', 0.1),
      score('accuracy', 'train', 0.2),
      score('loss', 'validation', 0.3),
      score('accuracy', 'validation', 0.4),
      score('loss', 'test', 0.5),
      score('accuracy', 'test', 0.6),
      score('penalty', 'train', 98),
      score('weights.zeroFraction', null, 0.7),
      score('weights.zeroFraction', null, 97, 0),
      score('activations.zeroFraction', 'train', 96),
      score('activations.zeroFraction', 'validation', 0.8),
      score('activations.zeroFraction', 'test', 95),
    ];
    const end = { type: 'ended' as const, trial: 0, status: 'finished' as const, epochs: 2, measurements };
    writer.write(stamped([end], new Date('2026-01-02T00:00:00.001Z')));
    const [first, second] = reader.results(writer.id);
    expect(first).toEqual({
      trialId: 1,
      number: 0,
      configurationIndex: 4,
      replicate: 2,
      status: 'finished',
      parameters: { k: 3 },
      epochs: 2,
      seconds: 86400.001,
      trainLoss: 0.1,
      trainAccuracy: 0.2,
      validationLoss: 0.3,
      validationAccuracy: 0.4,
      testLoss: 0.5,
      testAccuracy: 0.6,
      zeroWeights: 0.7,
      zeroActivations: 0.8,
      error: null,
      stopReason: null,
    });
    expect(second).toMatchObject({
      status: 'pending',
      epochs: null,
      seconds: null,
      trainLoss: null,
      zeroWeights: null,
    });
  });

  it('uses activations on train if validation was not measured, and counts the epochs of a running trial', async () => {
    const { store, reader } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    writer.addTrials([planned(0), planned(1), planned(2)]);
    end(writer, 0, [score('activations.zeroFraction', 'train', 0.5)]);
    const notANumber = [
      score('activations.zeroFraction', 'train', 0.5),
      score('activations.zeroFraction', 'validation', Number.NaN),
    ];
    end(writer, 1, notANumber);
    for (const epoch of [1, 2]) {
      writer.write(
        stamped([{ type: 'epoch', trial: 2, epoch, measurements: [score('loss', 'train', 1)] }], new Date(0)),
      );
    }
    expect(reader.results(writer.id)).toMatchObject([
      { zeroActivations: 0.5 },
      { zeroActivations: null },
      { zeroActivations: null, epochs: 2 },
    ]);
  });

  it('accepts a condition, an order and a limit', async () => {
    const { reader, id } = await threeTrials();
    const numbers = (options: Parameters<typeof reader.results>[1]) =>
      reader.results(id, options).map((row) => row.number);
    expect(numbers({})).toEqual([0, 1, 2]);
    expect(numbers({ where: 'validation_accuracy > 0.8' })).toEqual([1]);
    expect(numbers({ where: "status = 'finished' -- only these" })).toEqual([0, 1]);
    expect(numbers({ orderBy: 'validation_accuracy DESC' })).toEqual([1, 0, 2]);
    expect(numbers({ orderBy: 'status, validation_accuracy DESC -- best first', limit: 1 })).toEqual([1]);
    expect(numbers({ where: "status = 'pending' OR 1 = 1", limit: 2 })).toEqual([0, 1]);
    expect(numbers({ limit: 0 })).toEqual([]);
  });

  it('accepts parameters in a condition and an order', async () => {
    const { reader, id } = await threeTrials();
    const numbers = (options: Parameters<typeof reader.results>[1]) =>
      reader.results(id, options).map((row) => row.number);
    expect(numbers({ where: 'strength < 0.05' })).toEqual([1, 2]);
    expect(numbers({ where: "use = 'l1'", orderBy: 'strength' })).toEqual([2, 0]);
    expect(numbers({ where: '"optimizer.learningRate" = 0.25' })).toEqual([1]);
    expect(numbers({ where: '"it\'s"' })).toEqual([2]);
    expect(numbers({ where: "parameters->>'strength' = 0.1" })).toEqual([0]);
    // A column of the view hides a parameter of the same name; `parameters ->>` still reaches it.
    expect(numbers({ where: 'epochs = 3' })).toEqual([0, 1]);
    expect(numbers({ where: "parameters->>'epochs' = 30" })).toEqual([2]);
    // Either the condition or the order may use a parameter.
    expect(numbers({ where: 'number < 2', orderBy: 'strength' })).toEqual([1, 0]);
    expect(numbers({ where: 'strength > 0.005', orderBy: 'validation_accuracy' })).toEqual([0, 1]);
  });

  it('cannot reach other sweeps with any condition', async () => {
    const { reader, id } = await threeTrials();
    expect(reader.results(id, { where: "1 = 1) OR (sweep = 'other'" })).toHaveLength(3);
  });

  it('names the invalid condition or order, and lists columns and parameters', async () => {
    const { reader, id } = await threeTrials();
    const columns =
      'Columns: sweep, sweep_id, trial_id, number, configuration, replicate, status, parameters, epochs, seconds, ' +
      'train_loss, train_accuracy, validation_loss, validation_accuracy, test_loss, test_accuracy, zero_weights, ' +
      'zero_activations, error, stop_reason; ' +
      "parameters: strength, optimizer.learningRate, use, it's. Text goes in single quotes: status = 'finished'";
    expect(() => reader.results(id, { where: 'accuracy > 0.8', orderBy: 'number' })).toThrow(
      expect.objectContaining({
        code: 'invalid-option',
        message: `the condition "accuracy > 0.8" cannot be used: no such column: accuracy. ${columns}`,
      }),
    );
    expect(() => reader.results(id, { where: 'number > 0', orderBy: 'acuracy' })).toThrow(
      /^the order "acuracy" cannot be used: no such column: acuracy/,
    );
    expect(() => reader.results(id, { where: "json(status) = 'x'" })).toThrow(
      /^the condition "json\(status\) = 'x'" cannot be used: malformed JSON/,
    );
    expect(() => reader.results(id, { where: '1); DELETE FROM trials' })).toThrow(/^the condition .* cannot be used/);
    expect(() => reader.results(id, { limit: 1.5 })).toThrow('the limit 1.5 is not an integer from 0');
  });
});

describe('configurations', () => {
  it('returns mean, sample standard deviation and number of the finished replicates', async () => {
    const { store, reader } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    const k = (value: number, replicate: number) => ({
      configurationIndex: value,
      replicate,
      parameters: { k: value },
    });
    writer.addTrials([
      ...[0, 1, 2, 3, 4].map((replicate) => planned(replicate, k(0, replicate))),
      planned(5, k(1, 0)),
      planned(6, k(2, 0)),
    ]);
    for (const [trial, loss, accuracy] of [
      [0, 1, 0.8],
      [1, 2, 0.9],
      [2, 4, 1],
    ] as const) {
      end(writer, trial, [score('loss', 'train', loss), score('accuracy', 'validation', accuracy)]);
    }
    end(writer, 3, [score('loss', 'train', 1e9)], 'stopped');
    end(writer, 4, [score('loss', 'train', Number.NaN)], 'diverged');
    end(writer, 5, [score('loss', 'train', 5), score('weights.zeroFraction', null, 0)]);
    end(writer, 6, [score('loss', 'train', 5)], 'failed');
    const [first, second, ...rest] = reader.configurations(writer.id);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({
      configurationIndex: 0,
      parameters: { k: 0 },
      testLoss: { mean: null, sd: null, n: 0 },
    });
    // Deviations from 7/3 are -4/3, -1/3 and 5/3: their squares sum to 14/3, and over n - 1 = 2 that is 7/3.
    expect(first?.trainLoss.mean).toBeCloseTo(7 / 3, 12);
    expect(first?.trainLoss.sd).toBeCloseTo(1.5275252316519468, 12);
    expect(first?.trainLoss.n).toBe(3);
    expect(first?.validationAccuracy.mean).toBeCloseTo(0.9, 12);
    expect(first?.validationAccuracy.sd).toBeCloseTo(0.1, 12);
    expect(second).toMatchObject({
      configurationIndex: 1,
      trainLoss: { mean: 5, sd: null, n: 1 },
      zeroWeights: { mean: 0, sd: null, n: 1 },
    });
  });

  it('is precise for values that are close to each other', async () => {
    const { store, reader } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    writer.addTrials([0, 1, 2].map((replicate) => planned(replicate, { configurationIndex: 0, replicate })));
    for (const trial of [0, 1, 2]) {
      end(writer, trial, [score('loss', 'train', 1 + trial * 2 ** -40), score('accuracy', 'train', 0.5)]);
    }
    const [row] = reader.configurations(writer.id);
    // The sample standard deviation of 0, 1 and 2 is 1; the formula with the sum of squares would give 0 or worse.
    expect((row?.trainLoss.sd ?? 0) * 2 ** 40).toBeCloseTo(1, 3);
    expect(row?.trainAccuracy).toEqual({ mean: 0.5, sd: 0, n: 3 });
  });
});

describe('layers', () => {
  it('returns the metrics of each layer, those of activations on validation, else on train', async () => {
    const { store, reader } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    writer.addTrials([planned(0, { configurationIndex: 9 }), planned(1)]);
    end(writer, 0, [
      score('weights.zeroFraction', null, 0.5),
      score('weights.zeroFraction', null, 0.25, 1),
      score('weights.zeroFraction', null, 0.75, 0),
      score('weights.hoyer', null, Number.NaN, 0),
      score('activations.dead', 'validation', 0.1, 0),
      score('activations.dead', 'train', 0.2, 0),
      score('activations.dead', 'test', 0.3, 0),
      score('activations.l0', 'train', 6, 0),
      score('activations.l0', 'test', 7, 0),
      score('activations.alwaysOn', 'test', 8, 0),
    ]);
    const epoch = { type: 'epoch' as const, trial: 1, epoch: 1 };
    writer.write(stamped([{ ...epoch, measurements: [score('weights.zeroFraction', null, 0.5, 0)] }], new Date(0)));
    expect(reader.layers(writer.id)).toEqual([
      {
        trialId: 1,
        number: 0,
        configurationIndex: 9,
        layer: 0,
        metrics: {
          'weights.zeroFraction': 0.75,
          'weights.hoyer': null,
          'activations.dead': 0.1,
          'activations.l0': 6,
        },
      },
      { trialId: 1, number: 0, configurationIndex: 9, layer: 1, metrics: { 'weights.zeroFraction': 0.25 } },
    ]);
    const view = reader.query('SELECT layer, weights_zero, weights_hoyer, dead, activations_l0, always_on FROM layers');
    expect(view.rows).toEqual([
      [0, 0.75, null, 0.1, 6, null],
      [1, 0.25, null, null, null, null],
    ]);
  });

  it('has a view with a column for each metric', async () => {
    const { store, reader } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    writer.addTrials([planned(0)]);
    const weights = [
      'zeroFraction',
      'nonZero',
      'belowMillionth',
      'belowThousandth',
      'belowPercentOfMax',
      'hoyer',
      'gini',
    ];
    const activations = ['zeroFraction', 'l0', 'populationSparseness', 'lifetimeSparseness', 'dead', 'alwaysOn'];
    end(writer, 0, [
      ...weights.map((name, index) => score(`weights.${name}`, null, index + 1, 0)),
      ...[...activations, 'participationRatio'].map((name, i) => score(`activations.${name}`, 'validation', i + 11, 0)),
    ]);
    const columns =
      'weights_zero, weights_non_zero, weights_below_millionth, weights_below_thousandth, weights_below_percent_of_max, ' +
      'weights_hoyer, weights_gini, activations_zero, activations_l0, population_sparseness, lifetime_sparseness, dead, ' +
      'always_on, participation_ratio';
    expect(reader.query(`SELECT ${columns} FROM layers`).rows).toEqual([
      [1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 16, 17],
    ]);
  });
});

describe('history', () => {
  it('returns whole-model metrics by trial and epoch', async () => {
    const { store, reader } = await temporaryStore();
    const writer = store.createSweep(newSweep('digits'));
    writer.addTrials([planned(0), planned(1)]);
    const epoch = (trial: number, epoch: number, measurements: Measurement[]) =>
      writer.write(stamped([{ type: 'epoch', trial, epoch, measurements }], new Date(0)));
    epoch(1, 1, [score('loss', 'train', 3)]);
    epoch(0, 10, [score('loss', 'train', 2)]);
    epoch(0, 2, [
      score('loss', 'validation', Number.NaN),
      score('loss', 'train', 1),
      score('weights.zeroFraction', null, 0.5),
      score('activations.zeroFraction', 'train', 0.5, 0),
    ]);
    end(writer, 0, [score('loss', 'train', 9)]);
    expect(reader.history(writer.id)).toEqual([
      { trialId: 1, epoch: 2, split: 'train', name: 'loss', value: 1 },
      { trialId: 1, epoch: 2, split: 'validation', name: 'loss', value: null },
      { trialId: 1, epoch: 10, split: 'train', name: 'loss', value: 2 },
      { trialId: 2, epoch: 1, split: 'train', name: 'loss', value: 3 },
    ]);
  });
});

describe('query', () => {
  it('returns columns in order, also those of the same name', async () => {
    const { reader } = await threeTrials();
    expect(reader.query('SELECT id, name, id FROM sweeps ORDER BY id; -- both')).toEqual({
      columns: ['id', 'name', 'id'],
      rows: [
        [1, 'other', 1],
        [2, 'digits', 2],
      ],
    });
    expect(reader.query('/* none */ WITH none AS (SELECT 1 AS x WHERE 0) SELECT * FROM none').columns).toEqual(['x']);
    expect(reader.query("VALUES (NULL, 1.5, 'text', x'0102')").rows).toEqual([[null, 1.5, 'text', '(2 bytes)']]);
    expect(reader.query('EXPLAIN QUERY PLAN SELECT * FROM sweeps').columns).toContain('detail');
  });

  it.each([
    "INSERT INTO sweeps (name, spec_yaml, spec_hash, status, environment, created_at) VALUES ('x', '', '', 'running', '{}', '')",
    "INSERT INTO sweeps (name, spec_yaml, spec_hash, status, environment, created_at) VALUES ('x', '', '', 'running', '{}', '') RETURNING id",
    'WITH all_of_them AS (SELECT id FROM sweeps) DELETE FROM sweeps WHERE id IN all_of_them RETURNING id',
    'UPDATE sweeps SET name = 1',
    'DROP TABLE metrics',
    'CREATE TEMP TABLE t (x)',
    "ATTACH 'other.db' AS other",
    "ATTACH 'file:other.db?mode=rwc' AS other",
    "VACUUM INTO 'copy.db'",
    'BEGIN EXCLUSIVE',
    'PRAGMA query_only = OFF',
    'PRAGMA user_version = 7',
    'PRAGMA journal_mode = DELETE',
    'PRAGMA locking_mode = EXCLUSIVE',
    '-- only reads\nPRAGMA wal_checkpoint(TRUNCATE)',
    'EXPLAIN PRAGMA query_only = OFF',
    'SELECT 1; DELETE FROM sweeps',
    '',
  ])('refuses %s', async (sql) => {
    const { reader } = await threeTrials();
    expect(() => reader.query(sql)).toThrow(
      expect.objectContaining({
        code: 'invalid-option',
        message: expect.stringMatching(/^the query cannot be answered: /),
      }),
    );
    expect(reader.sweeps()).toHaveLength(2);
    expect(
      reader.query('SELECT query_only, (SELECT user_version FROM pragma_user_version) FROM pragma_query_only').rows,
    ).toEqual([[1, 0]]);
  });

  it("quotes SQLite's message", async () => {
    const { reader } = await threeTrials();
    expect(() => reader.query('SELECT accuracy FROM results')).toThrow(
      'the query cannot be answered: no such column: accuracy',
    );
  });
});
