import { describe, expect, it } from 'vitest';
import {
  activeUnits,
  alwaysOnFraction,
  deadFraction,
  lifetimeSparseness,
  measureActivations,
  participationRatio,
  populationSparseness,
  unitActivity,
} from './activationMetrics.ts';

function activationsOf(rows: number[][]) {
  return { rows: rows.length, units: rows[0]?.length ?? 0, values: Float32Array.from(rows.flat()) };
}

describe('measureActivations', () => {
  it('measures each hidden layer and the zeros of all units', () => {
    const measurements = measureActivations(
      [
        { rows: 2, units: 1, values: Float32Array.of(0, 1) },
        { rows: 2, units: 2, values: Float32Array.of(0, 0, 0, 1) },
      ],
      'validation',
    );
    expect(measurements.filter(({ name }) => name === 'activations.zeroFraction')).toEqual([
      { name: 'activations.zeroFraction', split: 'validation', layer: 0, value: 1 / 2 },
      { name: 'activations.zeroFraction', split: 'validation', layer: 1, value: 3 / 4 },
      { name: 'activations.zeroFraction', split: 'validation', layer: null, value: 4 / 6 },
    ]);
  });

  it('is empty for a network without hidden layers', () => {
    expect(measureActivations([], 'train')).toEqual([]);
  });
});

describe('Treves-Rolls sparseness', () => {
  it('is 0 if all respond equally and 1 if only one responds', () => {
    expect(
      populationSparseness(
        activationsOf([
          [1, 1, 1, 1],
          [2, 2, 2, 2],
        ]),
      ),
    ).toBeCloseTo(0, 12);
    expect(
      populationSparseness(
        activationsOf([
          [0, 3, 0, 0],
          [0, 0, 0, 9],
        ]),
      ),
    ).toBeCloseTo(1, 12);
    expect(
      lifetimeSparseness(
        activationsOf([
          [1, 2],
          [1, 2],
          [1, 2],
        ]),
      ),
    ).toBeCloseTo(0, 12);
    expect(
      lifetimeSparseness(
        activationsOf([
          [0, 2],
          [1, 0],
          [0, 0],
        ]),
      ),
    ).toBeCloseTo(1, 12);
  });

  it('follows the formula, over units or over samples', () => {
    // r = 1 0 3: A = (4/3)^2 / (10/3) = 8/15, S = (7/15) / (2/3) = 0.7. r = -1 1 0: A = (4/9) / (2/3) = 2/3, S = 0.5.
    const values = [
      [1, 0, 3],
      [-1, 1, 0],
    ];
    expect(populationSparseness(activationsOf(values))).toBeCloseTo((0.7 + 0.5) / 2, 12);
    // Over two samples S = 2 - 2A: units 1 -1 (S = 0), 0 1 and 3 0 (S = 1).
    expect(lifetimeSparseness(activationsOf(values))).toBeCloseTo(2 / 3, 12);
  });

  it('skips samples and units that are all zero', () => {
    expect(
      populationSparseness(
        activationsOf([
          [1, 0, 3],
          [0, 0, 0],
        ]),
      ),
    ).toBeCloseTo(0.7, 12);
    expect(
      lifetimeSparseness(
        activationsOf([
          [1, 0],
          [0, 0],
          [3, 0],
        ]),
      ),
    ).toBeCloseTo(0.7, 12);
  });

  it('is 1 for all zeros and 0 for a single unit or sample', () => {
    expect(
      populationSparseness(
        activationsOf([
          [0, 0],
          [0, 0],
        ]),
      ),
    ).toBe(1);
    expect(
      lifetimeSparseness(
        activationsOf([
          [0, 0],
          [0, 0],
        ]),
      ),
    ).toBe(1);
    expect(populationSparseness(activationsOf([[4], [0]]))).toBe(0);
    expect(lifetimeSparseness(activationsOf([[4, 0]]))).toBe(0);
  });
});

const fourUnits = { rows: 2, units: 4, values: Float32Array.of(1, 0, 0, -2, 3, 0, 0.5, 2) };

describe('unitActivity', () => {
  it('is the fraction of the samples on which a unit is not zero', () => {
    expect([...unitActivity(fourUnits)]).toEqual([1, 0, 0.5, 1]);
    expect(deadFraction(fourUnits)).toBe(0.25);
    expect(alwaysOnFraction(fourUnits)).toBe(0.5);
  });

  it('counts a unit as always on above 99% of the samples', () => {
    const zeroOn = (samples: number) => {
      const values = new Float32Array(200).fill(1);
      values.fill(0, 0, samples);
      return alwaysOnFraction({ rows: 200, units: 1, values });
    };
    expect(zeroOn(1)).toBe(1);
    expect(zeroOn(2)).toBe(0);
  });
});

describe('activeUnits', () => {
  it('is the mean number of units that are not zero', () => {
    expect(activeUnits(fourUnits)).toBe(2.5);
  });
});

describe('participationRatio', () => {
  it('is the number of units that respond equally', () => {
    expect(participationRatio({ rows: 1, units: 4, values: Float32Array.of(2, 0, -2, 2) })).toBeCloseTo(3, 12);
  });

  it('averages over the samples, counting all-zero ones as 0', () => {
    // (1 + 4)^2 / (1 + 16) and nothing.
    expect(participationRatio({ rows: 2, units: 2, values: Float32Array.of(1, 2, 0, 0) })).toBeCloseTo(25 / 17 / 2, 12);
  });
});
