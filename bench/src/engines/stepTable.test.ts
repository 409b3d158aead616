import { describe, expect, it } from 'vitest';
import { parseAnswer, readNumber, readNumbers } from './answers.ts';
import { checkSameLosses } from './sameLosses.ts';
import { stepRows, stepTimes } from './stepTable.ts';
import { stepTargets } from './stepTargets.ts';

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

  it('are compared with engine-wasm and the floor of their own network, where those were measured', () => {
    const times = [time('a', 'engine-wasm', 4), time('a', 'C floor', 2), time('a', 'Keras', 40), time('b', 'Keras', 7)];
    expect(stepRows(times)).toEqual([
      ['a', 'engine-wasm', 4, 1, 2],
      ['a', 'C floor', 2, 0.5, 1],
      ['a', 'Keras', 40, 10, 20],
      ['b', 'Keras', 7, null, null],
    ]);
  });

  it('are held against what is promised, as far as they were measured', () => {
    const times = [time('20-64-1', 'engine-wasm', 12), time('20-64-1', 'C floor', 8), time('20-64-1', 'JAX', 10)];
    expect(stepTargets(times)).toEqual([
      { name: '20-64-1: a step of engine-wasm / of C floor', unit: 'ratio', values: [1.5], target: 2 },
      { name: '20-64-1: a step of engine-wasm / of JAX', unit: 'ratio', values: [1.2], target: 1 },
    ]);
  });
});

describe('checkSameLosses', () => {
  it('takes roundings for equal, more of them later', () => {
    checkSameLosses('JAX', [0.700_003, 0.504], [0.7, 0.5]);
  });

  it.each([
    [[0.7001, 0.5], 'JAX trains something else: its loss before step 1 is 0.7001, that of engine-wasm 0.7'],
    [[0.7, 0.51], 'JAX trains something else: its loss before step 2 is 0.51, that of engine-wasm 0.5'],
    [[0.7, Number.NaN], 'JAX trains something else: its loss before step 2 is NaN, that of engine-wasm 0.5'],
    [[0.7], 'JAX gave 1 losses, where 2 were asked for'],
  ])('refuses %j', (losses, message) => {
    expect(() => checkSameLosses('JAX', losses, [0.7, 0.5])).toThrow(message);
  });
});

describe('an answer of a measuring program', () => {
  it('is a JSON object with what was asked for', () => {
    const answer = parseAnswer('{"time":3,"losses":[1,2]}');
    expect([readNumber(answer, 'time'), readNumbers(answer, 'losses')]).toEqual([3, [1, 2]]);
    expect(() => readNumber(answer, 'steps')).toThrow('was to answer with a number above 0 as steps');
  });

  it('is quoted where it is none', () => {
    expect(() => parseAnswer('Segmentation fault')).toThrow('"Segmentation fault", which is not a JSON object');
  });
});
