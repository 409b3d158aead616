import { axisBase, chartBase, tickPercent } from './chartBase.js';
import { formatFractionSpread, formatNumberSpread } from './formatNumber.js';
import { measureAxis } from './measureAxis.js';
import { niceAxis } from './niceAxis.js';
import { configurationName, slotColor } from './selection.js';
import { NO_SPREAD } from './spread.js';
import { tooltip } from './tooltip.js';
import { deviationBars, frontSteps, meanPoints, meansOf, trialDots } from './tradeOffSeries.js';

/** @import { EChartsOption } from 'echarts' */
/** @import { Outcome, PageModel, TradeOff } from '../report/pageModel.ts' */
/** @import { Selection } from './selection.js' */
/** @import { Theme } from './theme.js' */

/**
 * Outcome against sparsity: a point for each configuration with bars of one standard deviation, a dot for each trial,
 * and the Pareto front as steps.
 *
 * @param {PageModel} model
 * @param {TradeOff} tradeOff
 * @param {Outcome} outcome
 * @param {Selection} selection
 * @param {Theme} theme
 * @returns {EChartsOption}
 */
export function tradeOffChart(model, tradeOff, outcome, selection, theme) {
  const { measure } = tradeOff;
  const means = meansOf(model, measure);
  const lows = means.map(({ y, dy }) => (y > dy ? y - dy : y));
  const highs = means.map(({ y, dy }) => y + dy);
  const range = niceAxis(outcome.metric, Math.min(...lows), Math.max(...highs));
  const base = chartBase(theme);
  const colorOf = (/** @type {number} */ configuration) => {
    const slot = selection.get(configuration);
    return slot === undefined ? theme.faint : slotColor(theme, slot);
  };
  return {
    ...base,
    xAxis: {
      ...axisBase(
        theme,
        measure === 'zeroWeights' ? 'weights that are exactly zero' : 'activations that are exactly zero',
      ),
      type: 'value',
      min: 0,
      max: 1,
      nameGap: 26,
      axisLabel: { color: theme.muted, fontSize: 11, formatter: tickPercent },
    },
    yAxis: measureAxis(theme, range, outcome.metric),
    tooltip: {
      ...base.tooltip,
      trigger: 'item',
      formatter: (hovered) => {
        const item = Array.isArray(hovered) ? hovered[0] : hovered;
        const data = Array.isArray(item?.value) ? item.value : [];
        return pointTooltip(model, outcome, Number(data[2]), Number(data[3]), colorOf);
      },
    },
    series: [
      frontSteps(means, tradeOff, theme),
      trialDots(model, measure, means, colorOf),
      ...deviationBars(means, selection, theme, colorOf),
      meanPoints(means, tradeOff, selection, theme, colorOf),
    ],
  };
}

/**
 * @param {PageModel} model
 * @param {Outcome} outcome
 * @param {number} index  Of the configuration.
 * @param {number} trialIndex  Negative for the mean of the configuration.
 * @param {(configuration: number) => string} colorOf
 * @returns {HTMLElement}
 */
function pointTooltip(model, outcome, index, trialIndex, colorOf) {
  const configuration = model.configurations[index];
  const trial = model.trials[trialIndex];
  const name = configurationName(configuration);
  const of = (/** @type {'outcome' | 'zeroWeights' | 'zeroActivations'} */ measure) =>
    trial === undefined ? (configuration?.[measure] ?? NO_SPREAD) : { mean: trial[measure], sd: null, n: 1 };
  const format = outcome.metric === 'accuracy' ? formatFractionSpread : formatNumberSpread;
  return tooltip(trial === undefined ? name : `trial ${trial.number}`, [
    ...(trial === undefined ? [] : [{ color: colorOf(index), name, value: '' }]),
    { color: '', name: outcome.title, value: format(of('outcome')) },
    { color: '', name: 'zero activations', value: formatFractionSpread(of('zeroActivations')) },
    { color: '', name: 'zero weights', value: formatFractionSpread(of('zeroWeights')) },
  ]);
}
