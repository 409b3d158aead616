import { describe, expect, it } from 'vitest';
import { lifetimeSparseness, populationSparseness } from './trevesRolls.ts';

function code(rows: number[][]) {
  return { rows: rows.length, units: rows[0]?.length ?? 0, values: Float32Array.from(rows.flat()) };
}

describe('Treves-Rolls sparseness', () => {
  it('is 0 where all answer alike and 1 where one answers alone', () => {
    expect(
      populationSparseness(
        code([
          [1, 1, 1, 1],
          [2, 2, 2, 2],
        ]),
      ),
    ).toBeCloseTo(0, 12);
    expect(
      populationSparseness(
        code([
          [0, 3, 0, 0],
          [0, 0, 0, 9],
        ]),
      ),
    ).toBeCloseTo(1, 12);
    expect(
      lifetimeSparseness(
        code([
          [1, 2],
          [1, 2],
          [1, 2],
        ]),
      ),
    ).toBeCloseTo(0, 12);
    expect(
      lifetimeSparseness(
        code([
          [0, 2],
          [1, 0],
          [0, 0],
        ]),
      ),
    ).toBeCloseTo(1, 12);
  });

  it('follows the formula between, over units or over samples', () => {
    // r = 1 0 3: A = (4/3)^2 / (10/3) = 8/15, S = (7/15) / (2/3) = 0.7. r = -1 1 0: A = (4/9) / (2/3) = 2/3, S = 0.5.
    const values = [
      [1, 0, 3],
      [-1, 1, 0],
    ];
    expect(populationSparseness(code(values))).toBeCloseTo((0.7 + 0.5) / 2, 12);
    // Over two samples S = 2 - 2A: units 1 -1 (S = 0), 0 1 and 3 0 (S = 1).
    expect(lifetimeSparseness(code(values))).toBeCloseTo(2 / 3, 12);
  });

  it('leaves out silent samples and units', () => {
    expect(
      populationSparseness(
        code([
          [1, 0, 3],
          [0, 0, 0],
        ]),
      ),
    ).toBeCloseTo(0.7, 12);
    expect(
      lifetimeSparseness(
        code([
          [1, 0],
          [0, 0],
          [3, 0],
        ]),
      ),
    ).toBeCloseTo(0.7, 12);
  });

  it('takes a code that is all silent for sparse, and a single unit or sample for dense', () => {
    expect(
      populationSparseness(
        code([
          [0, 0],
          [0, 0],
        ]),
      ),
    ).toBe(1);
    expect(
      lifetimeSparseness(
        code([
          [0, 0],
          [0, 0],
        ]),
      ),
    ).toBe(1);
    expect(populationSparseness(code([[4], [0]]))).toBe(0);
    expect(lifetimeSparseness(code([[4, 0]]))).toBe(0);
  });
});
