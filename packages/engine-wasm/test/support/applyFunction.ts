import type { BinaryFunction, UnaryFunction } from '../../src/graph/graph.ts';
import { renderMap } from '../../src/render/renderMap.ts';
import type { Step } from '../../src/schedule/kernel.ts';
import { runKernel } from './fragment.ts';

/** A function of the graph, applied by a kernel to the elements of an array. */
export function applyUnary(name: UnaryFunction, x: Float32Array): Float32Array {
  return applyStep({ kind: 'unary', function: name, operand: 0 }, [x]);
}

/** A function of the graph, applied by a kernel to the elements of two arrays of the same length. */
export function applyBinary(name: BinaryFunction, x: Float32Array, y: Float32Array): Float32Array {
  return applyStep({ kind: 'binary', function: name, left: 0, right: 1 }, [x, y]);
}

function applyStep(step: Step, operands: readonly Float32Array[]): Float32Array {
  const length = operands[0]?.length ?? 0;
  const size = Math.ceil(length / 4) * 4 + 16;
  const buffers = Array.from({ length: operands.length + 1 }, (_, number) => ({
    name: String(number),
    size: length,
    address: 4 * size * number,
  }));
  const loads = operands.map((_, buffer): Step => ({ kind: 'load', view: { buffer, offset: 0, strides: [1] } }));
  const { numbers, run } = runKernel(buffers, 4 * size * buffers.length, (scope) =>
    renderMap(scope, {
      kind: 'map',
      extent: [length],
      body: {
        steps: [...loads, step],
        stores: [{ view: { buffer: loads.length, offset: 0, strides: [1] }, step: loads.length }],
      },
    }),
  );
  operands.forEach((operand, number) => {
    numbers.set(operand, size * number);
  });
  run(1);
  return numbers.slice(size * loads.length, size * loads.length + length);
}
