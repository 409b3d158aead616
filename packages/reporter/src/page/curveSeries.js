/** @import { CustomSeriesOption, LineSeriesOption } from 'echarts' */
/** @import { CurvePanel, PageModel } from '../report/pageModel.ts' */
/** @import { CurvePoint } from './meanCurve.js' */
/** @import { Selection } from './selection.js' */
/** @import { Theme } from './theme.js' */

/** More grey lines than this are a grey area. */
const MOST_FAINT = 300;
/** So many can be told apart when they are drawn a little darker. */
const FEW = 30;

/**
 * A faint line for each trial of the configurations that are not selected; when there are very many, for some.
 *
 * @param {PageModel} model
 * @param {CurvePanel} panel
 * @param {Selection} selection
 * @param {Theme} theme
 * @returns {LineSeriesOption[]}
 */
export function faintLines(model, panel, selection, theme) {
  const others = panel.curves.filter(({ trial }) => !selection.has(model.trials[trial]?.configuration ?? -1));
  const every = Math.ceil(others.length / MOST_FAINT);
  const opacity = others.length > FEW ? 0.25 : 0.5;
  return others
    .filter((_, index) => index % every === 0)
    .map(({ values }) => ({
      type: 'line',
      data: values.map((value, position) => [model.curves?.epochs[position] ?? 0, value]),
      silent: true,
      symbol: 'none',
      sampling: 'lttb',
      lineStyle: { color: theme.faint, width: 1, opacity },
      emphasis: { disabled: true },
      z: 1,
    }));
}

/**
 * The mean of a selected configuration.
 *
 * @param {readonly CurvePoint[]} points
 * @param {string} color
 * @param {number} slot
 * @returns {LineSeriesOption}
 */
export function meanLine(points, color, slot) {
  return {
    type: 'line',
    data: points.map(({ epoch, mean }) => [epoch, mean]),
    showSymbol: points.length === 1,
    sampling: 'lttb',
    lineStyle: { color, width: 2, type: slot < 4 ? 'solid' : [6, 3] },
    itemStyle: { color },
    emphasis: { disabled: true },
    z: 3,
  };
}

/**
 * The mean plus and minus one standard deviation, as one polygon.
 *
 * @param {readonly CurvePoint[]} points
 * @param {string} color
 * @param {number} floor  Nothing is drawn below it: a logarithmic axis has no place for what is not positive.
 * @returns {CustomSeriesOption}
 */
export function band(points, color, floor) {
  const outline = [
    ...points.map(({ epoch, mean, sd }) => [epoch, mean + sd]),
    ...points.toReversed().map(({ epoch, mean, sd }) => [epoch, Math.max(mean - sd, floor)]),
  ];
  return {
    type: 'custom',
    silent: true,
    clip: true,
    z: 2,
    tooltip: { show: false },
    data: [outline[0] ?? []],
    renderItem: (_, api) => ({
      type: 'polygon',
      shape: { points: outline.map((point) => api.coord(point)) },
      style: { fill: color, opacity: 0.13 },
    }),
  };
}
