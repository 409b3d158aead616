import { describe, expect, it } from 'vitest';
import { parseAnswer, readNumber, readNumbers } from './measurer.ts';
import { checkSameLosses } from './measureSteps.ts';
import { stepRows, stepTargets, stepTimes } from './stepTable.ts';

const time = (network: string, engine: string, microsecondsPerStep: number) => ({
  network,
  engine,
  microsecondsPerStep,
});

describe('step times', () => {
  it('are medians', () => {
    const times = [{ network: '20-64-1', engine: 'JAX', version: '1', values: [9, 1, 2] }];
    expect(stepTimes(times)).toEqual([time('20-64-1', 'JAX', 2)]);
  });

  it('are compared with engine-wasm and the C floor of the same network if measured', () => {
    const times = [time('a', 'engine-wasm', 4), time('a', 'C floor', 2), time('a', 'Keras', 40), time('b', 'Keras', 7)];
    expect(stepRows(times)).toEqual([
      ['a', 'engine-wasm', 4, 1, 2],
      ['a', 'C floor', 2, 0.5, 1],
      ['a', 'Keras', 40, 10, 20],
      ['b', 'Keras', 7, null, null],
    ]);
  });

  it('are compared with the targets if measured', () => {
    const times = [time('20-64-1', 'engine-wasm', 12), time('20-64-1', 'C floor', 8), time('20-64-1', 'JAX', 10)];
    expect(stepTargets(times)).toEqual([
      { name: '20-64-1: a step of engine-wasm / of C floor', unit: 'ratio', values: [1.5], target: 2 },
      { name: '20-64-1: a step of engine-wasm / of JAX', unit: 'ratio', values: [1.2], target: 1 },
    ]);
  });
});

describe('checkSameLosses', () => {
  it('tolerates rounding, and more of it in later steps', () => {
    checkSameLosses('JAX', [0.700_003, 0.504], [0.7, 0.5]);
  });

  it.each([
    [[0.7001, 0.5], 'JAX trains differently: its loss before step 1 is 0.7001; engine-wasm has 0.7'],
    [[0.7, 0.51], 'JAX trains differently: its loss before step 2 is 0.51; engine-wasm has 0.5'],
    [[0.7, Number.NaN], 'JAX trains differently: its loss before step 2 is NaN; engine-wasm has 0.5'],
    [[0.7], 'JAX returned 1 losses; expected 2'],
  ])('rejects %j', (losses, message) => {
    expect(() => checkSameLosses('JAX', losses, [0.7, 0.5])).toThrow(message);
  });
});

describe('an answer of a measuring program', () => {
  it('is a JSON object with the requested values', () => {
    const answer = parseAnswer('{"time":3,"losses":[1,2]}');
    expect([readNumber(answer, 'time'), readNumbers(answer, 'losses')]).toEqual([3, [1, 2]]);
    expect(() => readNumber(answer, 'steps')).toThrow('expected a number above 0 as steps');
  });

  it('is quoted in the error if it is not JSON', () => {
    expect(() => parseAnswer('Segmentation fault')).toThrow('"Segmentation fault", which is not a JSON object');
  });
});
