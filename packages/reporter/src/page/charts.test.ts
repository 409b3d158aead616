import { describe, expect, it } from 'vitest';
import { syntheticReport } from '../../test/syntheticReport.ts';
import { buildModel } from '../report/buildModel.ts';
import type { CurvePanel, HeatMapLayer, PageModel } from '../report/pageModel.ts';
import { curveChart, curveRange, meanCurve } from './curveChart.ts';
import { decodeFloats, heatMapChart } from './heatMap.ts';
import { layerChart } from './layerChart.ts';
import { selectionOf } from './selection.ts';
import type { Theme } from './theme.ts';
import { tradeOffChart } from './tradeOffChart.ts';

const THEME: Theme = {
  text: 'black',
  muted: 'grey',
  rule: 'silver',
  paper: 'white',
  accent: 'blue',
  faint: 'lightgrey',
  series: ['red', 'green'],
  negative: ['navy', 'lightblue'],
  positive: ['orange', 'maroon'],
  zero: 'white',
  font: 'serif',
};

const model = buildModel(
  syntheticReport({ configurations: 12, replicates: 3, epochs: 10, validation: true, weights: 1 }),
);
const selection = selectionOf([2, 7]);

/** The series of an option, as plain objects. */
function seriesOf(option: { series?: unknown }): readonly Record<string, unknown>[] {
  return Array.isArray(option.series) ? option.series : [];
}

/** Fails if the value is missing. */
function defined<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('the model lacks a value that this test needs');
  return value;
}

describe('curveChart', () => {
  const panel = defined(model.curves?.panels[1]);
  const lines = seriesOf(curveChart(model, panel, selection, THEME)).filter(({ type }) => type === 'line');

  it('has a line for each selected configuration, and a faint line for each other trial', () => {
    const others = model.trials.filter(({ configuration }) => configuration !== 2 && configuration !== 7);
    expect(lines).toHaveLength(others.length + 2);
  });

  it('downsamples long lines by largest triangles', () => {
    expect(lines.every(({ sampling }) => sampling === 'lttb')).toBe(true);
  });
});

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
  it('averages the finished trials, up to the last epoch that all of them reached', () => {
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

  it('averages unfinished trials if none finished, without the epochs that were not measured', () => {
    expect(meanCurve(modelOf(PANEL), PANEL, 1)).toEqual([
      { epoch: 1, mean: 0.1, sd: 0, n: 1 },
      { epoch: 9, mean: 0.3, sd: 0, n: 1 },
    ]);
  });
});

describe('curveRange', () => {
  it('covers the finished trials', () => {
    expect(curveRange(modelOf(PANEL), 'accuracy')).toEqual({ low: 0.2, high: 0.8, log: false });
  });
});

describe('layerChart', () => {
  it('has a bar for each selected configuration, as high as the mean of its zero weights', () => {
    const sparsity = defined(model.layers);
    const bars = seriesOf(layerChart(model, { sparsity, target: 'weights' }, selection, THEME)).filter(
      ({ type }) => type === 'bar',
    );
    // Configuration 2 is k-sparse, which leaves every weight as it is; 7 is top-k at density 0.26.
    expect(bars.map(({ data }) => data)).toEqual([
      [0, 0, 0],
      [expect.closeTo(0.74, 6), expect.closeTo(0.74, 6), expect.closeTo(0.74 * 0.4, 6)],
    ]);
  });
});

describe('tradeOffChart', () => {
  it('draws a ring around the marks of the Pareto front only', () => {
    const tradeOff = defined(model.tradeOffs[0]);
    const marks = seriesOf(tradeOffChart(model, { tradeOff, outcome: defined(model.outcome) }, selection, THEME)).at(
      -1,
    );
    const data = Array.isArray(marks?.data) ? marks.data : [];
    const ringed = data.filter(({ itemStyle }) => itemStyle.borderColor === 'blue').map(({ value }) => value[2]);
    expect(ringed.toSorted()).toEqual([...tradeOff.front].toSorted());
  });
});

describe('heatMapChart', () => {
  const base = {
    name: 'layer 0',
    inputs: 2,
    units: 2,
    rows: [0, 1],
    columns: [0, 1],
    zeroFraction: 0.25,
    largest: 0.5,
  };
  // -0.5, 0, NaN and 0.25 as little-endian float32: 000000bf 00000000 0000c07f 0000803e.
  const layer: HeatMapLayer = { ...base, values: 'AAAAvwAAAAAAAMB/AACAPg==' };

  it('reads little-endian float32', () => {
    expect([...decodeFloats(layer.values)]).toEqual([-0.5, 0, Number.NaN, 0.25]);
  });

  it('separates negative weights, exact zeros and positive weights, and leaves out NaN', () => {
    const cells = seriesOf(heatMapChart(layer, THEME)).map(({ data }) => data);
    expect(cells).toEqual([[[0, 0, -0.5]], [[1, 0, 0]], [[1, 1, 0.25]]]);
  });

  it('centres its colours at zero', () => {
    const { visualMap } = heatMapChart(layer, THEME);
    const ranges = Array.isArray(visualMap) ? visualMap.map(({ min, max }) => [min, max]) : [];
    expect([ranges[0], ranges[2]]).toEqual([
      [-0.5, 0],
      [0, 0.5],
    ]);
  });
});
