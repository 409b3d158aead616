import { describe, expect, it } from 'vitest';
import { configurationOf, messageFor, readTest } from '../../test/sweepfile/readTest.ts';
import { planTrials } from '../run/plan/planTrials.ts';

function lines(...text: readonly string[]): string {
  return text.join('\n');
}

/** A sweep of autoencoders. */
function autoencoder(model: string, ...rest: readonly string[]): string {
  return lines('name: test', 'dataset: { use: points }', `model: ${model}`, ...rest);
}

describe('a sweep file of a reconstruction', () => {
  it('may select by its loss', async () => {
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
    expect(await messageFor(text)).toBe(
      lines(
        'sweep.yaml:6:13: `validation.accuracy` is not measured with `task: reconstruction`, which has no classes',
        '  6 |   - { name: validation.accuracy, goal: maximize }',
        '    |             ^^^^^^^^^^^^^^^^^^^',
        '    = select by the loss: { name: validation.loss, goal: minimize }',
      ),
    );
  });

  it('cannot select by an accuracy where only some draws reconstruct', async () => {
    const task = '{ values: [classification, reconstruction] }';
    const metrics = 'metrics: [{ name: train.accuracy, goal: maximize }]';
    const sweep = await readTest(autoencoder(`{ task: ${task}, layers: [] }`, metrics));
    expect(configurationOf(sweep, { task: 0 }).model.task).toBe('classification');
    expect(() => planTrials(sweep, [{ task: 0 }, { task: 1 }], 0)).toThrow(
      /4:19: `train.accuracy` is not measured with `task: reconstruction`[\s\S]* = with task = reconstruction/,
    );
  });
});

describe('a sweep file with tied weights', () => {
  it.each(['[{ units: 4 }]', '[{ units: 8 }, { units: 4 }, { units: 8 }]'])(
    'may have the layers %s',
    async (layers) => {
      const sweep = await readTest(autoencoder(`{ task: reconstruction, tied: true, layers: ${layers} }`));
      expect(configurationOf(sweep).model.tied).toBe(true);
    },
  );

  it.each([
    ['', '`tied` needs `task: reconstruction`: in a classifier no layer mirrors another', 16],
    ['task: classification, ', '`tied` needs `task: reconstruction`: in a classifier no layer mirrors another', 38],
  ])('is an autoencoder: %s', async (task, message, column) => {
    expect(await messageFor(autoencoder(`{ ${task}tied: true, layers: [{ units: 4 }] }`))).toContain(
      `sweep.yaml:3:${column}: ${message}`,
    );
  });

  it('has layers that pair up', async () => {
    const messageOf = (layers: string) =>
      messageFor(autoencoder(`{ task: reconstruction, tied: true, layers: ${layers} }`));
    expect(await messageOf('[]')).toContain('`tied` needs an odd number of hidden layers, and there is none');
    expect(await messageOf('[{ units: 4 }, { units: 4 }]')).toBe(
      lines(
        'sweep.yaml:3:52: `tied` needs an odd number of hidden layers, and there are 2: the layer in the middle is the code',
        '  3 | model: { task: reconstruction, tied: true, layers: [{ units: 4 }, { units: 4 }] }',
        '    |                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
        '    = layers pair up, the output layer with the first: with one hidden layer, or with widths 64, 16, 64',
      ),
    );
  });

  it('has widths that mirror', async () => {
    const layers = '[{ units: 8 }, { units: 6 }, { units: 4 }, { units: 5 }, { units: 9 }]';
    const message = await messageFor(autoencoder(`{ task: reconstruction, tied: true, layers: ${layers} }`));
    expect(message).toContain('3:104: with `tied` the widths of layers 1 and 3 must agree: they are 6 and 5');
    expect(message).toContain('3:118: with `tied` the widths of layers 0 and 4 must agree: they are 8 and 9');
  });

  it('has widths that mirror in every draw', async () => {
    const sweep = (last: string) => {
      const layers = `[{ units: { values: [8, 16], name: width } }, { units: 4 }, { units: ${last} }]`;
      return readTest(autoencoder(`{ task: reconstruction, tied: true, layers: ${layers} }`));
    };
    const shared = await sweep('{ ref: width }');
    expect(configurationOf(shared, { width: 1 }).model.layers.map(({ units }) => units)).toEqual([16, 4, 16]);
    expect(planTrials(shared, [{ width: 0 }, { width: 1 }], 0)).toHaveLength(2);
    const fixed = await sweep('8');
    expect(() => planTrials(fixed, [{ width: 0 }, { width: 1 }], 0)).toThrow(
      /:3:\d+: with `tied` the widths of layers 0 and 2 must agree: they are 16 and 8[\s\S]*= with width = 16/,
    );
  });
});
