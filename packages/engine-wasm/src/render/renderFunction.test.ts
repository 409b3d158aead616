import { describe, expect, it } from 'vitest';
import { applyBinary, applyUnary } from '../../test/support/applyFunction.ts';
import { BINARY, UNARY } from '../graph/elementwise.ts';
import { BINARY_FUNCTIONS, UNARY_FUNCTIONS } from '../graph/graph.ts';
import { MathFunctions } from './functions/mathFunctions.ts';

const NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  1.5,
  -1.5,
  2.5,
  3.7,
  -3.7,
  1e10,
  -1e10,
  2 ** -149,
  Infinity,
  -Infinity,
  Number.NaN,
].map(Math.fround);

describe.each(UNARY_FUNCTIONS.filter((name) => !MathFunctions.has(name)))('%s', (name) => {
  it('agrees with the reference in float64', () => {
    const results = applyUnary(name, Float32Array.from(NUMBERS));
    NUMBERS.forEach((x, place) => {
      // The sign of zero is left open.
      expect((results[place] ?? 0) + 0, `${name} ${x}`).toBe(Math.fround(UNARY[name](x)) + 0);
    });
  });
});

describe.each(BINARY_FUNCTIONS.filter((name) => !MathFunctions.has(name)))('%s', (name) => {
  it('agrees with the reference in float64', () => {
    const pairs = NUMBERS.flatMap((x) => NUMBERS.map((y) => [x, y] as const));
    const left = Float32Array.from(pairs, ([x]) => x);
    const right = Float32Array.from(pairs, ([, y]) => y);
    const results = applyBinary(name, left, right);
    pairs.forEach(([x, y], place) => {
      expect((results[place] ?? 0) + 0, `${name} ${x} ${y}`).toBe(Math.fround(BINARY[name](x, y)) + 0);
    });
  });
});
