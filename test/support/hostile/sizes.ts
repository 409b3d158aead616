import { type HostileSweep, layersSweep, many, sweep } from './hostileSweep.ts';

/** Sweep files with a huge number of something, most of them nearly of the maximal size. */
export function sizes(): readonly HostileSweep[] {
  return [...texts(), ...lists(), ...names()];
}

function texts(): readonly HostileSweep[] {
  return [
    { attack: 'an empty file', content: '' },
    { attack: 'only spaces', content: '   \n\t\n' },
    { attack: 'only a comment', content: '# nothing\n' },
    { attack: 'a scalar', content: 'nothing' },
    { attack: 'null', content: '~' },
    { attack: 'a list', content: '[]' },
    { attack: '10 MB of letters', content: `name: ${'a'.repeat(10_000_000)}` },
    { attack: 'one line of 240,000 letters', content: `${sweep()}${'a'.repeat(240_000)}` },
    { attack: 'one line of 120,000 colons', content: `name: ${'a:'.repeat(120_000)}` },
    { attack: '240,000 quotes', content: `name: ${'"'.repeat(240_000)}` },
    { attack: '240,000 line feeds', content: '\n'.repeat(240_000) },
    { attack: '80,000 comments', content: `${'# \n'.repeat(80_000)}${sweep()}`, outcome: 'read' },
  ];
}

function lists(): readonly HostileSweep[] {
  const regularizers = (items: readonly string[]) =>
    sweep({ layer: `{ units: 3, regularizers: [${items.join(', ')}] }` });
  return [
    { attack: '18,000 wrong layers', content: layersSweep(many(18_000, () => '{ unit: 3 }')) },
    { attack: '10,000 layers', content: layersSweep(many(10_000, () => '{ units: 3 }')), outcome: 'read' },
    { attack: '5,000 searched layers', content: layersSweep(many(5000, () => '{ units: { min: 1, max: 9 } }')) },
    { attack: '5,000 wrong regularizers', content: regularizers(many(5000, (i) => `{ use: nothing${i} }`)) },
    {
      attack: '7,000 plugins to choose from',
      content: regularizers([`{ values: [${many(7000, (i) => `{ use: l1, strength: ${i} }`).join(', ')}] }`]),
      outcome: 'either',
    },
    { attack: '30,000 values', content: valuesSweep(many(30_000, (i) => String(i + 1))), outcome: 'read' },
    { attack: '100,000 values', content: valuesSweep(many(100_000, () => '1')) },
    { attack: '49,000 times the same value', content: valuesSweep(many(49_000, () => '1')) },
    { attack: '30,000 tags', content: `x: [${many(30_000, () => '!t 1').join(', ')}]\n` },
  ];
}

function valuesSweep(values: readonly string[]): string {
  return sweep({ layer: `{ units: { values: [${values.join(',')}] } }` });
}

function names(): readonly HostileSweep[] {
  const layer = '{ units: { values: [1, 2] } }';
  const reference = (name: string) => `{ units: { ref: ${name} } }`;
  const constraints = (items: readonly string[]) => sweep({ layer, rest: `constraints: [${items.join(', ')}]` });
  const options = many(12_000, (i) => `nSampel${i}: 1`).join(', ');
  const enqueued = many(10_000, (i) => `{ u${i}: 3 }`).join(', ');
  return [
    { attack: '18,000 unknown keys', content: many(18_000, (i) => `key${i}: 1\n`).join('') },
    { attack: '12,000 unknown options', content: sweep({ dataset: `{ use: classification, ${options} }` }) },
    { attack: '40,000 times the same key', content: 'a: 1\n'.repeat(40_000) },
    {
      attack: '5,000 parameters of one name',
      content: layersSweep(many(5000, () => '{ units: { values: [1, 2], name: n } }')),
    },
    {
      attack: '5,000 references',
      content: layersSweep([layer, ...many(5000, () => reference('units'))]),
      outcome: 'read',
    },
    { attack: '5,000 wrong references', content: layersSweep(many(5000, (i) => reference(`r${i}`))) },
    { attack: '10,000 constraints', content: constraints(many(10_000, () => 'units < 3')), outcome: 'read' },
    { attack: '10,000 wrong constraints', content: constraints(many(10_000, (i) => `unit${i} < 3`)) },
    {
      attack: '10,000 wrong enqueued configurations',
      content: sweep({ layer, rest: `search: { method: grid, enqueue: [${enqueued}] }` }),
    },
  ];
}
