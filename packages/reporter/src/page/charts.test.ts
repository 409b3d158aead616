import { describe, expect, it } from 'vitest';
import { syntheticReport } from '../../test/syntheticReport.ts';
import { buildModel } from '../report/buildModel.ts';
import type { HeatMapLayer } from '../report/pageModel.ts';
import { curveChart } from './curveChart.js';
import { decodeFloats, heatMapChart } from './heatMapChart.js';
import { layerChart } from './layerChart.js';
import { selectionOf } from './selection.js';
import type { Theme } from './theme.js';
import { tradeOffChart } from './tradeOffChart.js';

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

/** The defined value, for tests that know it is there. */
function defined<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('the model lacks what this test is about');
  return value;
}

describe('curveChart', () => {
  const panel = defined(model.curves?.panels[1]);
  const lines = seriesOf(curveChart(model, panel, selection, THEME)).filter(({ type }) => type === 'line');

  it('has a faint line for each trial of the others and a line for each selected configuration', () => {
    const others = model.trials.filter(({ configuration }) => configuration !== 2 && configuration !== 7);
    expect(lines).toHaveLength(others.length + 2);
  });

  it('thins long lines by their largest triangles', () => {
    expect(lines.every(({ sampling }) => sampling === 'lttb')).toBe(true);
  });
});

describe('layerChart', () => {
  it('has a bar for each selected configuration, as high as the mean of its zero weights', () => {
    const sparsity = defined(model.layers);
    const bars = seriesOf(layerChart(model, sparsity, 'weights', selection, THEME)).filter(
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
  it('rings the marks of the Pareto front and no others', () => {
    const tradeOff = defined(model.tradeOffs[0]);
    const marks = seriesOf(tradeOffChart(model, tradeOff, defined(model.outcome), selection, THEME)).at(-1);
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

  it('keeps exact zeros apart from what is below and above, and leaves out what is not a number', () => {
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
