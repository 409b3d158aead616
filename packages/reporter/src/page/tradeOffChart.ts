import type { CustomSeriesOption, EChartsOption, LineSeriesOption, ScatterSeriesOption } from 'echarts';
import { formatFractionSpread, formatNumberSpread, NO_SPREAD } from '../numbers.ts';
import type { OutcomeMetric, PageModel, TradeOff } from '../report/pageModel.ts';
import type { Spread } from '../reportData.ts';
import { axisBase, metricAxis, niceRange, tickPercent } from './axes.ts';
import { type ErrorBar, errorBars, type TooltipLine, tooltip } from './chart.ts';
import { configurationName, type Selection, slotColor } from './selection.ts';
import { chartBase, type Theme } from './theme.ts';

/** Marks by the slot of a configuration. */
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'circle', 'rect', 'triangle', 'diamond'];

/** The mean of a configuration: sparsity is x, outcome is y. */
interface Mean extends ErrorBar {
  /** Index of the configuration. */
  readonly configuration: number;
  /** Whether it has several replicates. */
  readonly replicated: boolean;
}

type ColorOf = (configuration: number) => string;

/**
 * Outcome against sparsity: a mark for each configuration with bars of one standard deviation, a dot for each trial,
 * and the Pareto front as steps.
 */
export function tradeOffChart(
  model: PageModel,
  { tradeOff, outcome }: { readonly tradeOff: TradeOff; readonly outcome: OutcomeMetric },
  selection: Selection,
  theme: Theme,
): EChartsOption {
  const { measure } = tradeOff;
  const means = meansOf(model, measure);
  const lows = means.map(({ y, dy }) => (y > dy ? y - dy : y));
  const highs = means.map(({ y, dy }) => y + dy);
  const range = niceRange(outcome.metric, Math.min(...lows), Math.max(...highs));
  const base = chartBase(theme);
  const colorOf = (configuration: number) => {
    const slot = selection.get(configuration);
    return slot === undefined ? theme.faint : slotColor(theme, slot);
  };
  const sparsity = measure === 'zeroWeights' ? 'weights' : 'activations';
  return {
    ...base,
    xAxis: {
      ...axisBase(theme, `${sparsity} that are exactly zero`),
      type: 'value',
      min: 0,
      max: 1,
      nameGap: 26,
      axisLabel: { color: theme.muted, fontSize: 11, formatter: tickPercent },
    },
    yAxis: metricAxis(theme, range, outcome.metric),
    tooltip: {
      ...base.tooltip,
      trigger: 'item',
      formatter: (hovered) => {
        const item = Array.isArray(hovered) ? hovered[0] : hovered;
        const data = Array.isArray(item?.value) ? item.value.map(Number) : [];
        const [, , configuration = -1, trial = -1] = data;
        return trial < 0
          ? configurationTooltip(model, outcome, configuration)
          : trialTooltip(model, outcome, trial, colorOf(configuration));
      },
    },
    series: [
      frontSteps(means, tradeOff, theme),
      trialDots(model, measure, means, colorOf),
      ...deviationBars(means, selection, theme, colorOf),
      configurationMarks(means, tradeOff, selection, theme),
    ],
  };
}

/** The means of the configurations that have both values. */
function meansOf(model: PageModel, measure: TradeOff['measure']): readonly Mean[] {
  return model.configurations.flatMap((configuration, index) => {
    const [x, y] = [configuration[measure], configuration.outcome];
    if (x.mean === null || y.mean === null) return [];
    return [{ configuration: index, x: x.mean, y: y.mean, dx: x.sd ?? 0, dy: y.sd ?? 0, replicated: y.n > 1 }];
  });
}

/** The Pareto front. */
function frontSteps(means: readonly Mean[], tradeOff: TradeOff, theme: Theme): LineSeriesOption {
  return {
    type: 'line',
    data: tradeOff.front.flatMap((configuration) => {
      const mean = means.find((candidate) => candidate.configuration === configuration);
      return mean === undefined ? [] : [[mean.x, mean.y]];
    }),
    // Between two points of the front, the best outcome at this sparsity or more is that of the sparser point.
    step: 'start',
    silent: true,
    symbol: 'none',
    tooltip: { show: false },
    lineStyle: { color: theme.accent, width: 1.5, type: [4, 3] },
    z: 2,
  };
}

/** A dot for each finished trial of the configurations that have several. */
function trialDots(
  model: PageModel,
  measure: TradeOff['measure'],
  means: readonly Mean[],
  colorOf: ColorOf,
): ScatterSeriesOption {
  const replicated = new Set(means.filter((mean) => mean.replicated).map(({ configuration }) => configuration));
  return {
    type: 'scatter',
    symbolSize: 5,
    z: 3,
    data: model.trials.flatMap((trial, index) => {
      const x = trial[measure];
      if (!trial.finished || x === null || trial.outcome === null || !replicated.has(trial.configuration)) return [];
      const value = [x, trial.outcome, trial.configuration, index];
      return [{ value, itemStyle: { color: colorOf(trial.configuration), opacity: 0.4 } }];
    }),
  };
}

/** Bars of one standard deviation: one grey series, then a series in its colour for each selected configuration. */
function deviationBars(
  means: readonly Mean[],
  selection: Selection,
  theme: Theme,
  colorOf: ColorOf,
): CustomSeriesOption[] {
  const grey = means.filter(({ configuration }) => !selection.has(configuration));
  const coloured = means.filter(({ configuration }) => selection.has(configuration));
  return [errorBars(grey, theme.faint), ...coloured.map((mean) => errorBars([mean], colorOf(mean.configuration)))];
}

/** A mark for each configuration, larger if selected, with a ring if on the front. */
function configurationMarks(
  means: readonly Mean[],
  tradeOff: TradeOff,
  selection: Selection,
  theme: Theme,
): ScatterSeriesOption {
  const front = new Set(tradeOff.front);
  return {
    type: 'scatter',
    z: 5,
    data: means.map(({ configuration, x, y }) => {
      const slot = selection.get(configuration);
      const onFront = front.has(configuration);
      return {
        value: [x, y, configuration, -1],
        symbol: SYMBOLS[slot ?? 0] ?? 'circle',
        symbolSize: slot === undefined ? 7 : 11,
        itemStyle: {
          color: slot === undefined ? theme.faint : slotColor(theme, slot),
          borderColor: onFront ? theme.accent : theme.paper,
          borderWidth: onFront ? 1.75 : 1,
        },
      };
    }),
  };
}

function configurationTooltip(model: PageModel, outcome: OutcomeMetric, index: number): HTMLElement {
  const configuration = model.configurations[index];
  return tooltip(
    configurationName(configuration),
    measureLines(outcome, (measure) => configuration?.[measure] ?? NO_SPREAD),
  );
}

function trialTooltip(model: PageModel, outcome: OutcomeMetric, index: number, color: string): HTMLElement {
  const trial = model.trials[index];
  if (trial === undefined) return tooltip('', []);
  const name = configurationName(model.configurations[trial.configuration]);
  return tooltip(`trial ${trial.number}`, [
    { color, name, value: '' },
    ...measureLines(outcome, (measure) => ({ mean: trial[measure], sd: null, n: 1 })),
  ]);
}

function measureLines(
  outcome: OutcomeMetric,
  spread: (measure: 'outcome' | 'zeroWeights' | 'zeroActivations') => Spread,
): readonly TooltipLine[] {
  const format = outcome.metric === 'accuracy' ? formatFractionSpread : formatNumberSpread;
  return [
    { color: '', name: outcome.title, value: format(spread('outcome')) },
    { color: '', name: 'zero activations', value: formatFractionSpread(spread('zeroActivations')) },
    { color: '', name: 'zero weights', value: formatFractionSpread(spread('zeroWeights')) },
  ];
}
