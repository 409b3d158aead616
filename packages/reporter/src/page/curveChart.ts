import type { CustomSeriesOption, EChartsOption, LineSeriesOption } from 'echarts';
import { formatFractionSpread, formatNumberSpread, spreadOf } from '../numbers.ts';
import type { CurvePanel, PageModel } from '../report/pageModel.ts';
import { type AxisRange, axisBase, metricAxis, niceRange } from './axes.ts';
import { tooltip } from './chart.ts';
import { configurationName, type Selection, selected, slotColor } from './selection.ts';
import { chartBase, type Theme } from './theme.ts';

/** Draws at most this many faint lines; more of them would merge into a grey area. */
const MOST_FAINT = 300;
/** Up to this many faint lines can be told apart, and are drawn a little darker. */
const FEW_FAINT = 30;

/** The mean curve of a selected configuration. */
interface MeanCurve {
  readonly name: string;
  readonly color: string;
  readonly slot: number;
  readonly points: readonly CurvePoint[];
}

/** One metric by epoch: a line with a band for each selected configuration, a faint line for every other trial. */
export function curveChart(model: PageModel, panel: CurvePanel, selection: Selection, theme: Theme): EChartsOption {
  const epochs = model.curves?.epochs ?? [];
  const range = curveRange(model, panel.metric);
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
      max: Math.max(epochs.at(-1) ?? 1, (epochs[0] ?? 0) + 1),
      nameGap: 26,
      splitLine: { show: false },
    },
    yAxis: metricAxis(theme, range, panel.metric),
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
      ...means.filter(({ points }) => points.some(({ sd }) => sd > 0)).map((mean) => band(mean, range.low)),
      ...means.map(meanLine),
    ],
  };
}

/**
 * The range of a metric, the same for both splits, so that their charts can be compared. It covers the finished trials
 * if there are any, so that a diverged trial does not flatten all others.
 */
export function curveRange(model: PageModel, metric: 'loss' | 'accuracy'): AxisRange {
  const panels = (model.curves?.panels ?? []).filter((panel) => panel.metric === metric);
  const curves = panels.flatMap((panel) => panel.curves);
  const finished = curves.filter(({ trial }) => model.trials[trial]?.finished);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { values } of finished.length > 0 ? finished : curves) {
    for (const value of values) {
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low > high ? niceRange(metric, 0, 1) : niceRange(metric, low, high);
}

/** A point of a mean curve. */
export interface CurvePoint {
  readonly epoch: number;
  readonly mean: number;
  /** Standard deviation; 0 for one trial. */
  readonly sd: number;
  /** Number of trials. */
  readonly n: number;
}

/**
 * The mean over the trials of a configuration at each epoch that all of them reached: a mean over fewer trials would
 * jump where one of them ends. Unfinished trials count only if none finished.
 */
export function meanCurve(model: PageModel, panel: CurvePanel, configuration: number): readonly CurvePoint[] {
  const own = panel.curves.filter(({ trial }) => model.trials[trial]?.configuration === configuration);
  const finished = own.filter(({ trial }) => model.trials[trial]?.finished);
  const counted = finished.length > 0 ? finished : own;
  const reached = Math.min(...counted.map(({ values }) => values.length));
  const epochs = model.curves?.epochs.slice(0, reached) ?? [];
  return epochs.flatMap((epoch, position) => {
    const { mean, sd, n } = spreadOf(counted.map(({ values }) => values[position]));
    return mean === null ? [] : [{ epoch, mean, sd: sd ?? 0, n }];
  });
}

/** A faint line for each trial of the configurations that are not selected; for some of them if there are very many. */
function faintLines(model: PageModel, panel: CurvePanel, selection: Selection, theme: Theme): LineSeriesOption[] {
  const others = panel.curves.filter(({ trial }) => !selection.has(model.trials[trial]?.configuration ?? -1));
  const every = Math.ceil(others.length / MOST_FAINT);
  const opacity = others.length > FEW_FAINT ? 0.25 : 0.5;
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

function meanLine({ points, color, slot }: MeanCurve): LineSeriesOption {
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
 * The mean plus and minus one standard deviation, as one polygon. It is cut off at `floor`, because a logarithmic axis
 * has no place for values that are not positive.
 */
function band({ points, color }: MeanCurve, floor: number): CustomSeriesOption {
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

function curveTooltip(panel: CurvePanel, means: readonly MeanCurve[], epoch: number): HTMLElement {
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
