import { describe, expect, it } from 'vitest';
import type { CurvePanel, PageModel } from '../report/pageModel.ts';
import { meanCurve } from './meanCurve.js';
import { valueAxis } from './valueAxis.js';

const trial = (number: number, configuration: number, finished: boolean) => {
  return { number, configuration, finished, outcome: null, zeroWeights: null, zeroActivations: null };
};

function modelOf(panel: CurvePanel): PageModel {
  return {
    configurations: [],
    trials: [trial(0, 0, true), trial(1, 0, true), trial(2, 0, false), trial(3, 1, false)],
    selected: [],
    outcome: null,
    tradeOffs: [],
    layers: null,
    curves: { epochs: [1, 5, 9], measured: 9, panels: [panel] },
    heatMaps: [],
  };
}

const PANEL: CurvePanel = {
  metric: 'accuracy',
  split: 'validation',
  curves: [
    { trial: 0, values: [0.2, 0.4, 0.6] },
    { trial: 1, values: [0.4, 0.8] },
    { trial: 2, values: [0, 0, 0] },
    { trial: 3, values: [0.1, null, 0.3] },
  ],
};

describe('meanCurve', () => {
  it('is over the finished trials, as far as all of them went', () => {
    const points = meanCurve(modelOf(PANEL), PANEL, 0);
    expect(points.map(({ epoch, n }) => [epoch, n])).toEqual([
      [1, 2],
      [5, 2],
    ]);
    expect(points[0]?.mean).toBeCloseTo(0.3, 12);
    expect(points[1]?.mean).toBeCloseTo(0.6, 12);
    // Of 0.4 and 0.8: each 0.2 from the mean, so the variance is 0.08 / 1.
    expect(points[1]?.sd).toBeCloseTo(Math.sqrt(0.08), 12);
  });

  it('is of what there is where no trial finished, without the epochs that were not measured', () => {
    expect(meanCurve(modelOf(PANEL), PANEL, 1)).toEqual([
      { epoch: 1, mean: 0.1, sd: 0, n: 1 },
      { epoch: 9, mean: 0.3, sd: 0, n: 1 },
    ]);
  });
});

describe('valueAxis', () => {
  it('covers the trials that finished', () => {
    expect(valueAxis(modelOf(PANEL), 'accuracy')).toEqual({ low: 0.2, high: 0.8, log: false });
  });
});
