import { expect, it } from 'vitest';
import { graphOf } from '../../test/support/sketch.ts';
import { ROWS } from './dim.ts';
import { printGraph } from './print.ts';

it('prints one node a line, with inputs, attributes and type', () => {
  const graph = graphOf((s) => {
    const features = s.input('features', [ROWS, 20]);
    const hidden = s.unary('relu', s.matmul(features, s.input('layers.0.kernel', [64, 20]), 'transposeRight'));
    const scaled = s.binary('divide', s.reduce('sum', hidden, [0, 1]), s.rows(0.5, 1));
    const flat = s.reshape(hidden, [{ factor: 64, power: 1 }]);
    const table = s.constant([1.5, -0, Number.NaN, 3, 4, 5, 6, 7, 8, 9], [2, 5]);
    const mask = s.add({ op: 'largest', inputs: [hidden, s.constant(5)] });
    const block = s.pad(s.slice(table, [0, 1], [2, 3]), [1, 0], -1, [3, 3]);
    const chosen = s.select(mask, s.broadcast(scaled, [ROWS, 64]), hidden);
    const order = s.add({ op: 'argument', function: 'max', axis: 1, inputs: [s.transpose(chosen, [1, 0])] });
    return [flat, s.concat([block, block], 0, [6, 3]), order, s.add({ op: 'positions', inputs: [], length: ROWS })];
  });
  expect(printGraph(graph)).toBe(`%0 = input features : float32[rows, 20]
%1 = input layers.0.kernel : float32[64, 20]
%2 = matmul %0, %1 transposeRight : float32[rows, 64]
%3 = relu %2 : float32[rows, 64]
%4 = reduce sum %3 over [0, 1] : float32[]
%5 = rows 0.5 rows^1 : float32[]
%6 = divide %4, %5 : float32[]
%7 = reshape %3 : float32[64 rows]
%8 = constant 1.5, -0, NaN, 3, 4, 5, 6, 7, ... (10 numbers) : float32[2, 5]
%9 = constant 5 : float32[]
%10 = largest %3, %9 : float32[rows, 64]
%11 = slice %8 from [0, 1] : float32[2, 3]
%12 = pad %11 at [1, 0] with -1 : float32[3, 3]
%13 = broadcast %6 : float32[rows, 64]
%14 = select %10, %13, %3 : float32[rows, 64]
%15 = transpose %14 [1, 0] : float32[64, rows]
%16 = argument max %15 along 1 : int32[64]
%17 = concat %12, %12 along 0 : float32[6, 3]
%18 = positions : float32[rows]
output y0 = %7
output y1 = %17
output y2 = %16
output y3 = %18
`);
});
