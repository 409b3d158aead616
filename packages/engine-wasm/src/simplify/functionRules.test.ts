import { describe, expect, it } from 'vitest';
import { graphOf, printed, rewritten, type Sketch } from '../../test/support/sketch.ts';
import { ROWS } from '../graph/dim.ts';
import type { UnaryFunction } from '../graph/graph.ts';
import { repeatedFunctions, stepOfRelu } from './functionRules.ts';
import { commonSubexpressions } from './passes.ts';
import { rewrite } from './rewrite.ts';

const chain =
  (...names: readonly UnaryFunction[]) =>
  (s: Sketch) =>
    names.reduce((x, name) => s.unary(name, x), s.input('x', [ROWS]));

describe('repeatedFunctions', () => {
  const after = (make: (sketch: Sketch) => number) =>
    rewritten([repeatedFunctions], make).map((line) => line.replace(/ : .*/, ''));

  it.each<UnaryFunction>(['abs', 'sign', 'floor', 'ceil', 'round', 'truncate', 'relu', 'step'])(
    'does %s once',
    (name) => {
      expect(after(chain(name, name))).toEqual([`%1 = ${name} %0`, 'output y = %1']);
    },
  );

  it('removes a double negation', () => {
    expect(after(chain('negate', 'negate'))).toEqual(['output y = %0']);
    expect(after(chain('negate', 'abs'))).toEqual(['%1 = abs %0', 'output y = %1']);
  });

  it.each<[UnaryFunction, UnaryFunction]>([
    ['relu', 'abs'],
    ['exp', 'relu'],
    ['floor', 'round'],
    ['step', 'truncate'],
    ['isNaN', 'step'],
    ['not', 'relu'],
  ])('removes after %s a %s', (first, second) => {
    expect(after(chain(first, second))).toEqual([`%1 = ${first} %0`, 'output y = %1']);
  });

  it.each<[UnaryFunction, UnaryFunction]>([
    ['tanh', 'relu'],
    ['abs', 'step'],
    ['abs', 'floor'],
    ['exp', 'exp'],
    ['abs', 'negate'],
  ])('keeps %s and %s', (first, second) => {
    expect(after(chain(first, second))).toHaveLength(3);
  });

  it('removes a double not of a flag, and keeps that of a number', () => {
    expect(after(chain('isNaN', 'not', 'not'))).toEqual(['%1 = isNaN %0', 'output y = %1']);
    expect(after(chain('not', 'not'))).toHaveLength(3);
  });

  it('removes the comparison of a flag with 0, and keeps that of a number that may be NaN', () => {
    const differs = (name: UnaryFunction) => (s: Sketch) => s.binary('notEqual', chain(name)(s), s.constant(0));
    expect(after(differs('isNaN'))).toEqual(['%1 = isNaN %0', 'output y = %1']);
    expect(after(differs('step'))).toHaveLength(4);
  });
});

describe('stepOfRelu', () => {
  it.each(['before', 'after'])('takes the step of the relu if it comes %s', (order) => {
    const graph = graphOf((s) => {
      const x = s.unary('tanh', s.input('x', [ROWS, 4]));
      const relu = () => s.unary('relu', x);
      const step = () => s.unary('step', x);
      if (order === 'before') return [relu(), step()];
      const first = step();
      return [relu(), first];
    });
    expect(printed(commonSubexpressions(rewrite(graph, [stepOfRelu])))).toEqual([
      '%1 = tanh %0 : float32[rows, 4]',
      '%2 = relu %1 : float32[rows, 4]',
      '%3 = step %2 : float32[rows, 4]',
      'output y0 = %2',
      'output y1 = %3',
    ]);
  });

  it('keeps a step without a relu of the same input, and a step of a relu', () => {
    const alone = (s: Sketch) => s.unary('step', s.unary('tanh', s.input('x', [4])));
    expect(rewritten([stepOfRelu], alone)).toHaveLength(3);
    const ofRelu = (s: Sketch) => {
      const relu = s.unary('relu', s.input('x', [4]));
      return [s.unary('step', relu), s.unary('relu', relu)];
    };
    expect(rewritten([stepOfRelu], ofRelu)).toHaveLength(5);
  });
});
