import { type HostileSweep, layersSweep, many, sweep } from './hostileSweep.ts';

/** Sweep files that need too much time, memory or precision. */
export function searches(): readonly HostileSweep[] {
  return [...budgets(), ...widths(), ...ranges()];
}

const units = (range: string, rest?: string) =>
  sweep({ layer: `{ units: ${range} }`, ...(rest === undefined ? {} : { rest }) });

const rate = (range: string, rest = '') =>
  sweep({ rest: `train: { optimizer: { use: adam, learningRate: ${range} } }\n${rest}` });

function budgets(): readonly HostileSweep[] {
  const methods = ['random', 'tpe', 'gp', 'nsga2', 'cmaEs', 'evolution'];
  const million = (method: string) =>
    `search: { method: ${method}, trials: 1000000 }\nmetrics: [{ name: validation.loss, goal: minimize }]`;
  return [
    { attack: 'a billion replicates', content: sweep({ rest: 'replicates: 1000000000' }) },
    { attack: '10,000 replicates of each', content: units('{ min: 1, max: 10000 }', 'replicates: 10000') },
    {
      attack: '1e12 trials',
      content: units('{ min: 1, max: 9 }', 'search: { method: random, trials: 1000000000000 }'),
    },
    {
      attack: 'a million trials of two configurations',
      content: units('{ values: [1, 2] }', 'search: { method: random, trials: 1000000 }'),
      outcome: 'read',
    },
    ...methods.map((method) => ({
      attack: `a million trials by ${method}`,
      content: rate('{ min: 1.0e-9, max: 1, log: true }', million(method)),
      outcome: 'read' as const,
    })),
    {
      attack: 'a time without end',
      content: sweep({ rest: `run: { trialTimeout: ${'9'.repeat(400)}h }` }),
      outcome: 'read',
    },
    { attack: 'a time of 100,000 digits', content: sweep({ rest: `run: { trialTimeout: ${'0'.repeat(100_000)}x }` }) },
  ];
}

function widths(): readonly HostileSweep[] {
  const wide = (rest: string) =>
    layersSweep(
      many(40, () => '{ units: { min: 1, max: 65536 } }'),
      rest,
    );
  return [
    { attack: 'a grid of 65,536 to the 40', content: wide('') },
    { attack: 'a random search of it', content: wide('search: { method: random, trials: 100 }'), outcome: 'read' },
    { attack: 'a sobol search of it', content: wide('search: { method: sobol, trials: 100 }'), outcome: 'read' },
    { attack: 'a grid that no constraint lets through', content: wide('constraints: ["values[0] < 0"]') },
  ];
}

function ranges(): readonly HostileSweep[] {
  const random = 'search: { method: random, trials: 10 }';
  const huge = '1.0e+308';
  return [
    { attack: 'a step of 1e-300', content: rate('{ min: 1.0e-9, max: 1, step: 1.0e-300 }') },
    { attack: 'a step of 5e-324', content: rate(`{ min: 1.0e-9, max: ${huge}, step: 5.0e-324 }`) },
    { attack: 'a step that changes nothing', content: rate('{ min: 1.0e+300, max: 1.1e+300, step: 1 }') },
    { attack: 'a step beyond the range', content: rate(`{ min: 1, max: 2, step: ${huge} }`), outcome: 'either' },
    { attack: 'a range of all numbers', content: rate('{ min: -1.7e+308, max: 1.7e+308 }', random) },
    { attack: 'a stepped range of all numbers', content: rate(`{ min: -1.7e+308, max: 1.7e+308, step: ${huge} }`) },
    {
      attack: 'a logarithmic range of all numbers',
      content: rate('{ min: 5.0e-324, max: 1.7e+308, log: true }', random),
      outcome: 'read',
    },
    {
      attack: 'a distribution of all numbers',
      content: rate(`{ distribution: logNormal, mu: ${huge}, sigma: ${huge} }`, random),
    },
    {
      attack: 'a distribution of whole numbers',
      content: units(`{ distribution: normal, mu: ${huge}, sigma: ${huge} }`, random),
    },
    { attack: 'probabilities that overflow', content: units(`{ values: [1, 2], probabilities: [${huge}, ${huge}] }`) },
  ];
}
