import { expect, it } from 'vitest';
import { storedProblem } from './storedSweepFile.ts';

const SWEEP = `
name: gone
dataset: { use: ./a-file-that-was-deleted.ts, rows: { min: 10, max: 20 } }
model:
  layers:
    - units: 8
      regularizers:
        - name: method
          values:
            - { use: ./gone.ts, strength: { min: 1.0e-4, max: 1, log: true } }
            - { use: l1 }
metrics:
  - { name: validation.accuracy, goal: maximize }
  - { name: weights.zeroFraction, goal: minimize }
`;

it('reads the search space and the metrics without the plugins', () => {
  const problem = storedProblem(SWEEP);
  expect(problem?.metrics).toEqual([
    { name: 'validation.accuracy', goal: 'maximize' },
    { name: 'weights.zeroFraction', goal: 'minimize' },
  ]);
  expect(problem?.space.parameters).toMatchObject([
    { name: 'rows', domain: { type: 'range', min: 10, max: 20, log: false } },
    { name: 'method', domain: { type: 'choice', labels: ['./gone.ts', 'l1'] } },
    { name: 'strength', domain: { log: true }, within: { parameter: 'method', choice: 0 } },
  ]);
});

it('reads a file without metrics, and nothing from a text that is not a sweep file', () => {
  expect(storedProblem('name: plain')).toMatchObject({ metrics: [], space: { parameters: [] } });
  expect(storedProblem('- a list')).toBeUndefined();
  expect(storedProblem('{')).toBeUndefined();
});
