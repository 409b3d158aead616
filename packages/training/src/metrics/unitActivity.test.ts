import { describe, expect, it } from 'vitest';
import { activeUnits } from './activeUnits.ts';
import { participationRatio } from './participationRatio.ts';
import { alwaysOnFraction, deadFraction, unitActivity } from './unitActivity.ts';

const code = { rows: 2, units: 4, values: Float32Array.of(1, 0, 0, -2, 3, 0, 0.5, 2) };

describe('unitActivity', () => {
  it('is the share of the samples on which a unit is not zero', () => {
    expect([...unitActivity(code)]).toEqual([1, 0, 0.5, 1]);
    expect(deadFraction(code)).toBe(0.25);
    expect(alwaysOnFraction(code)).toBe(0.5);
  });

  it('takes more than 99% for always', () => {
    const silentOn = (samples: number) => {
      const values = new Float32Array(200).fill(1);
      values.fill(0, 0, samples);
      return alwaysOnFraction({ rows: 200, units: 1, values });
    };
    expect(silentOn(1)).toBe(1);
    expect(silentOn(2)).toBe(0);
  });
});

describe('activeUnits', () => {
  it('is the mean number of units that are not zero', () => {
    expect(activeUnits(code)).toBe(2.5);
  });
});

describe('participationRatio', () => {
  it('is the number of units that answer alike', () => {
    expect(participationRatio({ rows: 1, units: 4, values: Float32Array.of(2, 0, -2, 2) })).toBeCloseTo(3, 12);
  });

  it('follows the formula, as a mean over the samples, silent ones as 0', () => {
    // (1 + 4)^2 / (1 + 16) and nothing.
    expect(participationRatio({ rows: 2, units: 2, values: Float32Array.of(1, 2, 0, 0) })).toBeCloseTo(25 / 17 / 2, 12);
  });
});
