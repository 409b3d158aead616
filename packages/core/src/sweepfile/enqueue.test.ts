import { describe, expect, it } from 'vitest';
import { messageFor, readTest, sweepText } from '../../test/sweepfile/readTest.ts';

const LAYER =
  '{ units: { values: [16, 64] }, regularizers: [{ name: method, values: [{ use: l1, strength: { min: 0.1, max: 1, step: 0.1 } }, { use: top-k, density: 1 }] }] }';

async function enqueued(entries: string): Promise<readonly (readonly (readonly [string, number])[])[]> {
  const rest = `search: { method: random, trials: 9, enqueue: ${entries} }\n`;
  const { search } = (await readTest(sweepText({ layer: LAYER, rest }))).spec;
  return search.enqueued.map((values) => [...values]);
}

describe('enqueued configurations', () => {
  it('name choices by their labels, and imply the branch that a value stands in', async () => {
    expect(await enqueued('[{ units: 64, method: top-k }, { strength: 0.3 }, {}]')).toEqual([
      [
        ['units', 1],
        ['method', 1],
      ],
      [
        ['strength', 0.3],
        ['method', 0],
      ],
      [],
    ]);
  });

  it.each([
    ['[{ unit: 64 }]', 'there is no parameter `unit`', 'did you mean `units`?'],
    ['[{ units: 32 }]', '`units` is never 32', 'allowed: 16, 64'],
    ['[{ strength: 0.35 }]', '`strength` is never 0.35', 'allowed: numbers from 0.1 to 1 in steps of 0.1'],
    ['[{ strength: 2 }]', '`strength` is never 2', 'allowed: numbers from 0.1 to 1 in steps of 0.1'],
    ['[{ strength: 0.3, method: top-k }]', '`strength` exists only where `method` is "l1"', ''],
  ])('are pointed at: %s', async (entries, message, note) => {
    const rest = `search: { method: random, trials: 9, enqueue: ${entries} }\n`;
    const text = await messageFor(sweepText({ layer: LAYER, rest }));
    expect(text.split('\n')[0]).toBe(`sweep.yaml:6:50: ${message}`);
    expect(text).toContain(note);
  });

  it('must fit into the budget', async () => {
    const rest = 'replicates: 2\nsearch: { method: random, trials: 3, enqueue: [{}, { units: 16 }] }\n';
    expect(await messageFor(sweepText({ layer: LAYER, rest }))).toBe(
      [
        'sweep.yaml:7:47: `enqueue` lists 2 configurations, and `trials: 3` is not enough for them',
        '  7 | search: { method: random, trials: 3, enqueue: [{}, { units: 16 }] }',
        '    |                                               ^^^^^^^^^^^^^^^^^^^',
        '    = set trials to 4 or more',
      ].join('\n'),
    );
  });
});
