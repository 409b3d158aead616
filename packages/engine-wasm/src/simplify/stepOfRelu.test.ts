import { describe, expect, it } from 'vitest';
import { graphOf, printed, rewritten, type Sketch } from '../../test/support/sketch.ts';
import { ROWS } from '../graph/dim.ts';
import { commonSubexpressions } from './commonSubexpressions.ts';
import { rewrite } from './rewrite.ts';
import { stepOfRelu } from './stepOfRelu.ts';

describe('stepOfRelu', () => {
  it.each(['before', 'after'])('takes the step of a relu that comes %s', (order) => {
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

  it('leaves a step beside no relu, or of one', () => {
    const alone = (s: Sketch) => s.unary('step', s.unary('tanh', s.input('x', [4])));
    expect(rewritten([stepOfRelu], alone)).toHaveLength(3);
    const ofRelu = (s: Sketch) => {
      const relu = s.unary('relu', s.input('x', [4]));
      return [s.unary('step', relu), s.unary('relu', relu)];
    };
    expect(rewritten([stepOfRelu], ofRelu)).toHaveLength(5);
  });
});
