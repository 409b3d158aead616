import { describe, expect, it } from 'vitest';
import {
  type Case,
  configurationOf,
  found,
  invalid,
  lines,
  problemsOf,
  readTest,
  sweep,
  sweepText,
} from '../../test/sweepfile/readTest.ts';
import { planTrials } from '../run/plan/planTrials.ts';

/** A sweep of autoencoders. */
function autoencoder(model: string, ...rest: readonly string[]): string {
  return lines('name: test', 'dataset: { use: points }', `model: ${model}`, ...rest);
}

describe('a reconstruction', () => {
  it('can select by its loss', async () => {
    const metrics =
      'metrics: [{ name: validation.loss, goal: minimize }, { name: activations.zeroFraction, goal: maximize }]';
    const sweep = await readTest(autoencoder('{ task: reconstruction, layers: [{ units: 4 }] }', metrics));
    expect(sweep.spec.search.metrics.map(({ name }) => name)).toEqual(['validation.loss', 'activations.zeroFraction']);
    expect(configurationOf(sweep).model).toMatchObject({ task: 'reconstruction', tied: false });
  });

  it('cannot select by an accuracy', async () => {
    const text = autoencoder(
      '{ task: reconstruction, layers: [{ units: 4 }] }',
      'metrics:',
      '  - { name: train.loss, goal: minimize }',
      '  - { name: validation.accuracy, goal: maximize }',
    );
    expect(await problemsOf(text)).toEqual([
      ['6:13 validation.accuracy', 'accuracy-of-reconstruction', { metric: 'validation.accuracy' }],
    ]);
  });

  it('cannot select by an accuracy where only some draws reconstruct', async () => {
    const task = '{ values: [classification, reconstruction] }';
    const metrics = 'metrics: [{ name: train.accuracy, goal: maximize }]';
    const sweep = await readTest(autoencoder(`{ task: ${task}, layers: [] }`, metrics));
    expect(configurationOf(sweep, { task: 0 }).model.task).toBe('classification');
    const error = await invalid(() => planTrials(sweep, [{ task: 0 }, { task: 1 }], 0));
    expect(found(error)).toEqual([['4:19 train.accuracy', 'accuracy-of-reconstruction', { metric: 'train.accuracy' }]]);
    expect(error.problems[0]?.notes).toContain('with task = reconstruction');
  });
});

describe('tied weights', () => {
  it.each(['[{ units: 4 }]', '[{ units: 8 }, { units: 4 }, { units: 8 }]'])(
    'can have the layers %s',
    async (layers) => {
      const sweep = await readTest(autoencoder(`{ task: reconstruction, tied: true, layers: ${layers} }`));
      expect(configurationOf(sweep).model.tied).toBe(true);
    },
  );

  it.each([
    ['', 16],
    ['task: classification, ', 38],
  ])('must be a reconstruction: %s', async (task, column) => {
    expect(await problemsOf(autoencoder(`{ ${task}tied: true, layers: [{ units: 4 }] }`))).toEqual([
      [`3:${column} true`, 'tied-classifier'],
    ]);
  });

  it.each([
    ['[]', 0],
    ['[{ units: 4 }, { units: 4 }]', 2],
  ])('must have an odd number of layers: %s', async (layers, count) => {
    const text = autoencoder(`{ task: reconstruction, tied: true, layers: ${layers} }`);
    expect(await problemsOf(text)).toEqual([[`3:52 ${layers}`, 'tied-even-layers', { count }]]);
  });

  it('must have layers that mirror each other', async () => {
    const layers = '[{ units: 8 }, { units: 6 }, { units: 4 }, { units: 5 }, { units: 9 }]';
    expect(await problemsOf(autoencoder(`{ task: reconstruction, tied: true, layers: ${layers} }`))).toEqual([
      ['3:104 5', 'tied-widths', { layer: 1, width: 6, mirrored: 3, mirroredWidth: 5 }],
      ['3:118 9', 'tied-widths', { layer: 0, width: 8, mirrored: 4, mirroredWidth: 9 }],
    ]);
  });

  it('must mirror each other in every draw', async () => {
    const sweep = (last: string) => {
      const layers = `[{ units: { values: [8, 16], name: width } }, { units: 4 }, { units: ${last} }]`;
      return readTest(autoencoder(`{ task: reconstruction, tied: true, layers: ${layers} }`));
    };
    const shared = await sweep('{ ref: width }');
    expect(configurationOf(shared, { width: 1 }).model.layers.map(({ units }) => units)).toEqual([16, 4, 16]);
    expect(planTrials(shared, [{ width: 0 }, { width: 1 }], 0)).toHaveLength(2);
    const fixed = await sweep('8');
    const error = await invalid(() => planTrials(fixed, [{ width: 0 }, { width: 1 }], 0));
    expect(found(error)).toMatchObject([
      [expect.stringMatching(/^3:\d+ 8$/), 'tied-widths', { layer: 0, width: 16, mirrored: 2, mirroredWidth: 8 }],
    ]);
    expect(error.problems[0]?.notes).toContain('with width = 16');
  });
});

describe('values that contradict each other', () => {
  it.each<Case>([
    [
      'a split that does not sum to 1, and has no validation rows for a metric',
      sweepText({
        dataset: '{ use: points, split: { train: 0.7, test: 0.2 } }',
        rest: 'metrics: [{ name: validation.loss, goal: minimize }]\n',
      }),
      [
        ['2:32 { train: 0.7, test: 0.2 }', 'split-sum', { sum: 0.9 }],
        ['6:19 validation.loss', 'no-validation-split', { metric: 'validation.loss' }],
      ],
    ],
    [
      'a metric of the test split',
      sweepText({ rest: 'metrics: [{ name: test.accuracy, goal: maximise }]\n' }),
      [
        [
          '6:19 test.accuracy',
          'not-allowed',
          {
            name: '`name`',
            value: 'test.accuracy',
            meant: undefined,
            about: 'What is measured; a sweep never selects by test, which is only reported.',
            allowed: [
              'validation.accuracy',
              'validation.loss',
              'train.accuracy',
              'train.loss',
              'weights.zeroFraction',
              'activations.zeroFraction',
            ],
          },
        ],
        ['6:40 maximise', 'not-allowed', { name: '`goal`', meant: 'maximize', allowed: ['maximize', 'minimize'] }],
      ],
    ],
    [
      'impossible schedules',
      sweep(
        'model:',
        '  layers:',
        '    - units: 4',
        '      regularizers:',
        '        - { use: l1, strength: { schedule: exponential, from: 1, to: 0 } }',
        '        - { use: l1, strength: { schedule: cubic, from: 1, to: 0, start: 0.8, end: 0.5 } }',
        '        - { use: l1, strength: { schedule: cubed, from: -1 } }',
      ),
      [
        ['7:32 { schedule: exponential, from: 1, to: 0 }', 'schedule-through-zero', { from: 1, to: 0 }],
        ['8:74 0.8', 'schedule-reversed', { start: 0.8, end: 0.5 }],
        [
          '9:32 { schedule: cubed, from: -1 }',
          'missing-key',
          { name: '`strength`', key: 'to', about: 'Value at the end.' },
        ],
        [
          '9:44 cubed',
          'not-allowed',
          { meant: 'cubic', allowed: ['linear', 'cosine', 'cubic', 'exponential', 'steps'] },
        ],
        ['9:57 -1', 'out-of-bounds', { name: '`from`', value: -1, comparison: '>=', limit: 0 }],
      ],
    ],
  ])('%s', async (_what, text, problems) => {
    expect(await problemsOf(text)).toMatchObject(problems);
  });
});
