import { at } from '@sparsweep/core/plugin';
import { describe, expect, it } from 'vitest';
import { runFragment, someNumbers } from '../../test/support/fragment.ts';
import { ROWS } from '../graph/dim.ts';
import type { MapKernel, Step, View } from '../schedule/kernel.ts';
import { renderMap } from './renderMap.ts';

const LENGTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 17, 63, 64, 65];
const { fround, sqrt } = Math;

function load(buffer: number, strides: View['strides'], offset: View['offset'] = 0): Step {
  return { kind: 'load', view: { buffer, offset, strides } };
}

function zeros(count: number): readonly number[] {
  return Array.from({ length: count }, () => 0);
}

describe('renderMap', () => {
  it('selects between loaded numbers and zeros of either sign, to the bit', () => {
    const x = [1, -1, 0, -0, Number.NaN, Infinity, -Infinity, 2 ** -149, 3];
    const condition = [1, 0, 1, 1, 1, 0, 1, 0, Number.NaN];
    const choices: readonly Step[] = [
      { kind: 'select', condition: 1, yes: 0, no: 2 },
      { kind: 'select', condition: 1, yes: 2, no: 0 },
      { kind: 'select', condition: 1, yes: 0, no: 3 },
      { kind: 'select', condition: 1, yes: 3, no: 0 },
    ];
    const zero: readonly Step[] = [
      { kind: 'number', value: 0 },
      { kind: 'number', value: -0 },
    ];
    const kernel: MapKernel = {
      kind: 'map',
      extent: [x.length],
      body: {
        steps: [load(0, [1]), load(1, [1]), ...zero, ...choices],
        stores: choices.map((_, i) => ({ view: { buffer: 2 + i, offset: 0, strides: [1] }, step: 4 + i })),
      },
    };
    const buffers = [x, condition, ...choices.map(() => zeros(x.length))];
    const results = runFragment(buffers, 1, (scope) => renderMap(scope, kernel)).slice(2);
    const chosen = (yes: (place: number) => number, no: (place: number) => number) =>
      condition.map((flag, place) => (flag === 0 ? no(place) : yes(place)));
    const own = (place: number) => at(x, place);
    expect(results).toEqual([chosen(own, () => 0), chosen(() => 0, own), chosen(own, () => -0), chosen(() => -0, own)]);
  });

  it.each(LENGTHS)('adds a bias to each of %i columns and applies relu', (columns) => {
    for (const rows of [1, 2, 3, 7, 8, 9]) {
      const x = someNumbers(rows * columns, 1);
      const bias = someNumbers(columns, 2);
      const kernel: MapKernel = {
        kind: 'map',
        extent: [ROWS, columns],
        body: {
          steps: [
            load(0, [columns, 1]),
            load(1, [0, 1]),
            { kind: 'binary', function: 'add', left: 0, right: 1 },
            { kind: 'unary', function: 'relu', operand: 2 },
          ],
          stores: [{ view: { buffer: 2, offset: 0, strides: [columns, 1] }, step: 3 }],
        },
      };
      const [, , result] = runFragment([x, bias, zeros(x.length)], rows, (scope) => renderMap(scope, kernel));
      expect(result).toEqual(x.map((value, place) => Math.max(0, fround(value + at(bias, place % columns)))));
    }
  });

  it.each(LENGTHS)('updates %i parameters in place like Adam', (count) => {
    // w, m, v, g; the scalars rate, 1 - decay, epsilon
    const contents = [1, 2, 3, 4].map((seed) => someNumbers(count, seed).map((value) => fround(Math.abs(value))));
    const scalars = [0.01, 0.1, 1e-7].map(fround);
    const kernel: MapKernel = {
      kind: 'map',
      extent: [count],
      body: {
        steps: [
          ...[0, 1, 2, 3].map((buffer) => load(buffer, [1])),
          ...[0, 1, 2].map((offset) => load(4, [0], offset)),
          { kind: 'binary', function: 'subtract', left: 3, right: 1 },
          { kind: 'binary', function: 'multiply', left: 7, right: 5 },
          { kind: 'binary', function: 'add', left: 1, right: 8 },
          { kind: 'binary', function: 'multiply', left: 3, right: 3 },
          { kind: 'binary', function: 'subtract', left: 10, right: 2 },
          { kind: 'binary', function: 'multiply', left: 11, right: 5 },
          { kind: 'binary', function: 'add', left: 2, right: 12 },
          { kind: 'unary', function: 'sqrt', operand: 13 },
          { kind: 'binary', function: 'add', left: 14, right: 6 },
          { kind: 'binary', function: 'multiply', left: 9, right: 4 },
          { kind: 'binary', function: 'divide', left: 16, right: 15 },
          { kind: 'binary', function: 'subtract', left: 0, right: 17 },
        ],
        stores: [
          { view: { buffer: 0, offset: 0, strides: [1] }, step: 18 },
          { view: { buffer: 1, offset: 0, strides: [1] }, step: 9 },
          { view: { buffer: 2, offset: 0, strides: [1] }, step: 13 },
        ],
      },
    };
    const [w, m, v] = runFragment([...contents, scalars], 1, (scope) => renderMap(scope, kernel));
    const [rate, part, epsilon] = [at(scalars, 0), at(scalars, 1), at(scalars, 2)];
    const expected = Array.from({ length: count }, (_, i) => {
      const [oldW, oldM, oldV, g] = [0, 1, 2, 3].map((buffer) => at(at(contents, buffer), i));
      const newM = fround((oldM ?? 0) + fround(fround((g ?? 0) - (oldM ?? 0)) * part));
      const newV = fround((oldV ?? 0) + fround(fround(fround((g ?? 0) ** 2) - (oldV ?? 0)) * part));
      const newW = fround((oldW ?? 0) - fround(fround(newM * rate) / fround(fround(sqrt(newV)) + epsilon)));
      return [newW, newM, newV];
    });
    expect([w, m, v]).toEqual([0, 1, 2].map((which) => expected.map((values) => at(values, which))));
  });

  it.each(LENGTHS)('copies the transpose of %i columns, with strides that depend on the rows', (columns) => {
    for (const rows of [1, 3, 4, 5, 9]) {
      const x = someNumbers(rows * columns);
      const kernel: MapKernel = {
        kind: 'map',
        extent: [columns, ROWS],
        body: {
          steps: [load(0, [1, columns])],
          stores: [{ view: { buffer: 1, offset: 0, strides: [ROWS, 1] }, step: 0 }],
        },
      };
      const [, result] = runFragment([x, zeros(x.length)], rows, (scope) => renderMap(scope, kernel));
      expect(result).toEqual(Array.from(x, (_, place) => x[(place % rows) * columns + Math.floor(place / rows)]));

      const back: MapKernel = {
        ...kernel,
        extent: [ROWS, columns],
        body: {
          steps: [load(0, [1, ROWS])],
          stores: [{ view: { buffer: 1, offset: 0, strides: [columns, 1] }, step: 0 }],
        },
      };
      const [, again] = runFragment([result ?? [], zeros(x.length)], rows, (scope) => renderMap(scope, back));
      expect(again).toEqual(x);

      const scattered: MapKernel = {
        ...kernel,
        body: {
          steps: [load(0, [1, columns])],
          stores: [{ view: { buffer: 1, offset: 0, strides: [1, columns] }, step: 0 }],
        },
      };
      const [, same] = runFragment([x, zeros(x.length)], rows, (scope) => renderMap(scope, scattered));
      expect(same).toEqual(x);
    }
  });

  it('reads a block with an offset that depends on the rows', () => {
    const x = someNumbers(40);
    const kernel: MapKernel = {
      kind: 'map',
      extent: [ROWS, 3],
      body: {
        steps: [load(0, [5, 1], { factor: 5, power: 1 }), { kind: 'unary', function: 'negate', operand: 0 }],
        stores: [{ view: { buffer: 1, offset: 1, strides: [3, 1] }, step: 1 }],
      },
    };
    const [, result] = runFragment([x, zeros(13)], 4, (scope) => renderMap(scope, kernel));
    expect(result).toEqual([0, ...[4, 5, 6, 7].flatMap((row) => x.slice(5 * row, 5 * row + 3)).map((value) => -value)]);
  });

  it('knows its position and the number of rows', () => {
    for (const rows of [1, 4, 7]) {
      const kernel: MapKernel = {
        kind: 'map',
        extent: [ROWS, 1, 21],
        body: {
          steps: [
            { kind: 'position', axis: 0 },
            { kind: 'position', axis: 2 },
            { kind: 'rows', factor: 100, power: 2 },
            { kind: 'rows', factor: 3, power: -1 },
            { kind: 'binary', function: 'multiply', left: 0, right: 2 },
            { kind: 'binary', function: 'add', left: 4, right: 1 },
            { kind: 'binary', function: 'add', left: 5, right: 3 },
          ],
          stores: [{ view: { buffer: 0, offset: 0, strides: [21, 21, 1] }, step: 6 }],
        },
      };
      const [result] = runFragment([zeros(rows * 21)], rows, (scope) => renderMap(scope, kernel));
      const expected = zeros(rows * 21).map((_, place) =>
        fround(Math.floor(place / 21) * 100 * rows ** 2 + (place % 21) + fround(3 / rows)),
      );
      expect(result).toEqual(expected);
    }
  });

  it('computes a single number, and an axis whose length is the number of rows', () => {
    const scalar: MapKernel = {
      kind: 'map',
      extent: [],
      body: {
        steps: [load(0, []), { kind: 'number', value: 1 }, { kind: 'binary', function: 'add', left: 0, right: 1 }],
        stores: [{ view: { buffer: 0, offset: 0, strides: [] }, step: 2 }],
      },
    };
    expect(runFragment([[41]], 1, (scope) => renderMap(scope, scalar))).toEqual([[42]]);
    for (const rows of [1, 2, 3, 4, 5, 6, 7, 8, 9, 63, 64, 65]) {
      const along: MapKernel = {
        kind: 'map',
        extent: [ROWS],
        body: { steps: [load(0, [2], 1)], stores: [{ view: { buffer: 1, offset: 0, strides: [1] }, step: 0 }] },
      };
      const x = someNumbers(2 * rows);
      const [, result] = runFragment([x, zeros(rows)], rows, (scope) => renderMap(scope, along));
      expect(result).toEqual(x.filter((_, place) => place % 2 === 1));
    }
  });

  it('repeats elements along inner axes, with more than two axes', () => {
    const x = someNumbers(2 * 5);
    const kernel: MapKernel = {
      kind: 'map',
      extent: [2, 3, 5, 4],
      body: {
        steps: [load(0, [5, 0, 1, 0])],
        stores: [{ view: { buffer: 1, offset: 0, strides: [60, 20, 4, 1] }, step: 0 }],
      },
    };
    const [, result] = runFragment([x, zeros(120)], 1, (scope) => renderMap(scope, kernel));
    expect(result).toEqual(zeros(120).map((_, p) => x[Math.floor(p / 60) * 5 + (Math.floor(p / 4) % 5)]));
  });
});
