import { axisBase, chartBase } from './chartBase.js';
import { band, faintLines, meanLine } from './curveSeries.js';
import { formatFractionSpread, formatNumberSpread } from './formatNumber.js';
import { meanCurve } from './meanCurve.js';
import { measureAxis } from './measureAxis.js';
import { configurationName, selected, slotColor } from './selection.js';
import { tooltip } from './tooltip.js';
import { valueAxis } from './valueAxis.js';

/** @import { EChartsOption } from 'echarts' */
/** @import { CurvePanel, PageModel } from '../report/pageModel.ts' */
/** @import { CurvePoint } from './meanCurve.js' */
/** @import { Selection } from './selection.js' */
/** @import { Theme } from './theme.js' */

/**
 * One metric over the epochs: a line with a band for each selected configuration, a faint line for every other trial.
 *
 * @param {PageModel} model
 * @param {CurvePanel} panel
 * @param {Selection} selection
 * @param {Theme} theme
 * @returns {EChartsOption}
 */
export function curveChart(model, panel, selection, theme) {
  const epochs = model.curves?.epochs ?? [];
  const range = valueAxis(model, panel.metric);
  const means = selected(selection).map(({ configuration, slot }) => ({
    name: configurationName(model.configurations[configuration]),
    color: slotColor(theme, slot),
    slot,
    points: meanCurve(model, panel, configuration),
  }));
  const base = chartBase(theme);
  return {
    ...base,
    xAxis: {
      ...axisBase(theme, 'epoch'),
      type: 'value',
      min: epochs[0] ?? 0,
      max: lastEpoch(epochs),
      nameGap: 26,
      splitLine: { show: false },
    },
    yAxis: measureAxis(theme, range, panel.metric),
    tooltip: {
      ...base.tooltip,
      trigger: 'axis',
      axisPointer: { type: 'line', lineStyle: { color: theme.muted, type: 'solid', width: 1 }, snap: true },
      formatter: (hovered) => {
        const first = Array.isArray(hovered) ? hovered[0] : hovered;
        const value = first?.value;
        return curveTooltip(panel, means, Array.isArray(value) ? Number(value[0]) : 0);
      },
    },
    series: [
      ...faintLines(model, panel, selection, theme),
      ...means
        .filter(({ points }) => points.some(({ sd }) => sd > 0))
        .map(({ points, color }) => band(points, color, range.low)),
      ...means.map(({ points, color, slot }) => meanLine(points, color, slot)),
    ],
  };
}

/** @param {readonly number[]} epochs */
function lastEpoch(epochs) {
  return Math.max(epochs.at(-1) ?? 1, (epochs[0] ?? 0) + 1);
}

/**
 * @param {CurvePanel} panel
 * @param {readonly { name: string, color: string, points: readonly CurvePoint[] }[]} means
 * @param {number} epoch
 * @returns {HTMLElement}
 */
function curveTooltip(panel, means, epoch) {
  const format = panel.metric === 'accuracy' ? formatFractionSpread : formatNumberSpread;
  const lines = means.flatMap(({ name, color, points }) => {
    const point = points.find((candidate) => candidate.epoch === epoch);
    if (point === undefined) return [];
    return [{ color, name, value: format({ ...point, sd: point.n > 1 ? point.sd : null }), mean: point.mean }];
  });
  const up = panel.metric === 'accuracy' ? 1 : -1;
  return tooltip(
    `epoch ${epoch}`,
    lines.toSorted((a, b) => up * (b.mean - a.mean)),
  );
}
