import { at } from '@sparsweep/core/plugin';
import binaryen from 'binaryen';
import { describe, expect, it } from 'vitest';
import { someNumbers } from '../../test/support/fragment.ts';
import { ROWS } from '../graph/dim.ts';
import type { KernelProgram } from '../schedule/kernel.ts';
import { memoryBytes, render, renderText } from './render.ts';

const INPUTS = 5;
const CAPACITY = 4;

/** One layer of `UNITS` units, whose outputs are added up to `total`, and targets of a single number to `targets`. */
function programOf(units: number): KernelProgram {
  const place = (name: string, size: KernelProgram['buffers'][number]['size'], address: number) => ({
    name,
    size,
    address,
  });
  return {
    buffers: [
      place('features', { factor: INPUTS, power: 1 }, 0),
      place('targets', ROWS, 128),
      place('kernel', INPUTS * units, 1024),
      place('bias', units, 16384),
      place('hidden', { factor: units, power: 1 }, 32768),
      place('total', 1, 192),
      place('sum of targets', 1, 208),
    ],
    procedures: [
      {
        name: 'layer',
        capacity: CAPACITY,
        inputs: { features: 0, targets: 1, kernel: 2, bias: 3 },
        outputs: { hidden: 4, total: 5, 'sum of targets': 6 },
        kernels: [
          {
            kind: 'matmul',
            rows: ROWS,
            columns: units,
            depth: INPUTS,
            left: { buffer: 0, offset: 0, strides: [INPUTS, 1] },
            right: { buffer: 2, offset: 0, strides: [units, 1] },
            epilogue: {
              steps: [
                { kind: 'result' },
                { kind: 'load', view: { buffer: 3, offset: 0, strides: [0, 1] } },
                { kind: 'binary', function: 'add', left: 0, right: 1 },
                { kind: 'unary', function: 'relu', operand: 2 },
              ],
              stores: [{ view: { buffer: 4, offset: 0, strides: [units, 1] }, step: 3 }],
            },
          },
          sumOf(4, 5, { factor: units, power: 1 }),
          sumOf(1, 6, ROWS),
        ],
      },
    ],
    loops: [
      {
        name: 'layer.rows',
        procedure: 'layer',
        gathers: [
          { buffer: 0, width: INPUTS },
          { buffer: 1, width: 1 },
        ],
        sums: [
          { buffer: 5, weight: 'one' },
          { buffer: 6, weight: 'rows' },
        ],
      },
    ],
    bytes: 49168,
  };
}

function sumOf(from: number, to: number, length: KernelProgram['buffers'][number]['size']) {
  return {
    kind: 'reduce',
    function: 'sum',
    outer: 1,
    length,
    inner: 1,
    steps: [{ kind: 'load', view: { buffer: from, offset: 0, strides: [0, 1, 0] } }],
    term: 0,
    epilogue: {
      steps: [{ kind: 'result' }],
      stores: [{ view: { buffer: to, offset: 0, strides: [0, 0] }, step: 0 }],
    },
  } as const;
}

function instantiate(program: KernelProgram) {
  const module = new WebAssembly.Module(render(binaryen, program));
  const memory = new WebAssembly.Memory({ initial: Math.ceil(memoryBytes(program) / 65536) + 1 });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const call = (name: string, ...parameters: readonly number[]): void => {
    const run = exports[name];
    if (typeof run !== 'function') throw new Error(`no function ${name}`);
    run(...parameters);
  };
  return { memory, call };
}

describe('render', () => {
  it.each([1, 3, 4, 6, 8, 65])('runs a layer of %i units, by itself and over all rows of a split', (units) => {
    const program = programOf(units);
    const { memory, call } = instantiate(program);
    const numbers = new Float32Array(memory.buffer);
    const [kernel, bias] = [someNumbers(INPUTS * units, 1), someNumbers(units, 2)];
    numbers.set(kernel, 1024 / 4);
    numbers.set(bias, 16384 / 4);
    const total = 11;
    const features = someNumbers(total * INPUTS, 3);
    const targets = someNumbers(total, 4);
    const hidden = (row: number, unit: number): number =>
      Math.max(
        0,
        Array.from({ length: INPUTS }, (_, i) => at(features, row * INPUTS + i) * at(kernel, i * units + unit)).reduce(
          (sum, term) => sum + term,
          at(bias, unit),
        ),
      );

    numbers.set(features.slice(0, 3 * INPUTS), 0);
    call('layer', 3);
    for (let place = 0; place < 3 * units; place++) {
      expect(at(numbers, 32768 / 4 + place)).toBeCloseTo(hidden(Math.floor(place / units), place % units), 5);
    }

    // Behind the memory of the program: sums, order, features, targets.
    const start = 65536;
    const order = [10, 2, 5, 0, 0, 7, 3, 8, 9, 4];
    new Uint32Array(memory.buffer).set(order, (start + 64) / 4);
    numbers.set(features, (start + 256) / 4);
    numbers.set(targets, (start + 1024) / 4);
    call('layer.rows', start + 64, order.length, start + 256, start + 1024, start);
    const [sum, weighted] = new Float64Array(memory.buffer, start, 2);
    const expected = order.flatMap((row) => Array.from({ length: units }, (_, unit) => hidden(row, unit)));
    expect(sum).toBeCloseTo(
      expected.reduce((all, value) => all + value, 0),
      4,
    );
    // Batches of 4, 4 and 2 rows.
    const sumOfTargets = order.reduce((all, row, place) => all + at(targets, row) * (place < 8 ? 4 : 2), 0);
    expect(weighted).toBeCloseTo(sumOfTargets, 5);
  });

  it('yields the same bytes each time, and text', () => {
    const program = programOf(5);
    expect(render(binaryen, program)).toEqual(render(binaryen, program));
    const text = renderText(binaryen, program);
    expect(text).toContain('(import "env" "memory"');
    expect(text).toContain('(export "layer.rows"');
  });

  it('rejects a loop over a procedure that does not exist', () => {
    const program = { ...programOf(5), procedures: [] };
    expect(() => render(binaryen, program)).toThrow('loop layer.rows runs layer, which is not there');
  });
});
