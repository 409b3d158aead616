import { describe, expect, it } from 'vitest';
import { configure } from './configure.ts';
import type { Parameter, Space } from './space.ts';

function choice(name: string, path: string, count: number, within?: Parameter['within']): Parameter {
  const labels = Array.from({ length: count }, (_, i) => i);
  return { name, path, domain: { type: 'choice', labels }, ...(within === undefined ? {} : { within }) };
}

const ANY = { type: 'range', min: 0, max: 9, integer: false, log: false } as const;

describe('configure', () => {
  it('replaces sets, ranges and distributions by drawn values', () => {
    const space: Space = {
      template: {
        a: { values: ['x', 'y'] },
        b: [1, { min: 0, max: 9 }],
        c: { distribution: 'normal', mu: 0, sigma: 1 },
      },
      parameters: [
        choice('a', '/a', 2),
        { name: 'b', path: '/b/1', domain: ANY },
        { name: 'c', path: '/c', domain: { type: 'normal', mu: 0, sigma: 1, integer: false } },
      ],
    };
    expect(configure(space, { a: 1, b: 2.5, c: -0.3 }).configuration).toEqual({ a: 'y', b: [1, 2.5], c: -0.3 });
  });

  const nested: Space = {
    template: {
      layers: [
        { units: { values: [4, 8] }, plan: { values: [{ use: 'p', k: { min: 0, max: 9 } }, { use: 'q' }] } },
        { units: { ref: 'units' }, plan: { ref: 'plan' } },
      ],
    },
    parameters: [
      choice('units', '/layers/0/units', 2),
      choice('plan', '/layers/0/plan', 2),
      { name: 'k', path: '/layers/0/plan/values/0/k', domain: ANY, within: { parameter: 'plan', choice: 0 } },
    ],
  };

  it('gives a reference the same draw, with all that is drawn inside it', () => {
    expect(configure(nested, { units: 1, plan: 0, k: 7 }).configuration).toEqual({
      layers: [
        { units: 8, plan: { use: 'p', k: 7 } },
        { units: 8, plan: { use: 'p', k: 7 } },
      ],
    });
    expect(configure(nested, { units: 0, plan: 1 }).configuration).toEqual({
      layers: [
        { units: 4, plan: { use: 'q' } },
        { units: 4, plan: { use: 'q' } },
      ],
    });
  });

  it('knows where in the file each value comes from', () => {
    const { origins } = configure(nested, { units: 1, plan: 0, k: 7 });
    expect(Object.fromEntries(origins)).toEqual({
      '/layers': '/layers',
      '/layers/0': '/layers/0',
      '/layers/0/units': '/layers/0/units/values/1',
      '/layers/0/plan': '/layers/0/plan/values/0',
      '/layers/0/plan/use': '/layers/0/plan/values/0/use',
      '/layers/0/plan/k': '/layers/0/plan/values/0/k',
      '/layers/1': '/layers/1',
      '/layers/1/units': '/layers/1/units',
      '/layers/1/plan': '/layers/1/plan',
      '/layers/1/plan/use': '/layers/0/plan/values/0/use',
      '/layers/1/plan/k': '/layers/0/plan/values/0/k',
    });
  });

  it('leaves values alone that only look searched', () => {
    const template = { a: { use: 'clip', min: 0, max: 1, values: [1, 2], ref: 'r' }, window: { min: 2, max: 3 } };
    expect(configure({ template, parameters: [] }, {}).configuration).toEqual(template);
  });

  it('escapes keys in origins', () => {
    const { origins } = configure({ template: { 'a/b': 1 }, parameters: [] }, {});
    expect([...origins]).toEqual([['/a~1b', '/a~1b']]);
  });

  it('rejects a draw that lacks a parameter', () => {
    expect(() => configure(nested, { units: 1, plan: 0 })).toThrow('nothing was drawn for `k`');
  });
});
