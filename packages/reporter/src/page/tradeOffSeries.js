import { errorBars } from './errorBars.js';

/** @import { CustomSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts' */
/** @import { PageModel, TradeOff } from '../report/pageModel.ts' */
/** @import { Selection } from './selection.js' */
/** @import { Theme } from './theme.js' */

const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'circle', 'rect', 'triangle', 'diamond'];

/**
 * The mean of a configuration in the plane of sparsity and outcome.
 *
 * @typedef {{ configuration: number, x: number, y: number, dx: number, dy: number, replicated: boolean }} Mean
 */

/**
 * The means of the configurations that have both values.
 *
 * @param {PageModel} model
 * @param {'zeroActivations' | 'zeroWeights'} measure
 * @returns {readonly Mean[]}
 */
export function meansOf(model, measure) {
  return model.configurations.flatMap((configuration, index) => {
    const [x, y] = [configuration[measure], configuration.outcome];
    if (x.mean === null || y.mean === null) return [];
    return [{ configuration: index, x: x.mean, y: y.mean, dx: x.sd ?? 0, dy: y.sd ?? 0, replicated: y.n > 1 }];
  });
}

/**
 * A dot for each finished trial of a configuration that has several.
 *
 * @param {PageModel} model
 * @param {'zeroActivations' | 'zeroWeights'} measure
 * @param {readonly Mean[]} means
 * @param {(configuration: number) => string} colorOf
 * @returns {ScatterSeriesOption}
 */
export function trialDots(model, measure, means, colorOf) {
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

/**
 * A mark for each configuration, larger when selected, ringed when on the front.
 *
 * @param {readonly Mean[]} means
 * @param {TradeOff} tradeOff
 * @param {Selection} selection
 * @param {Theme} theme
 * @param {(configuration: number) => string} colorOf
 * @returns {ScatterSeriesOption}
 */
export function meanPoints(means, tradeOff, selection, theme, colorOf) {
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
          color: colorOf(configuration),
          borderColor: onFront ? theme.accent : theme.paper,
          borderWidth: onFront ? 1.75 : 1,
        },
      };
    }),
  };
}

/**
 * The Pareto front.
 *
 * @param {readonly Mean[]} means
 * @param {TradeOff} tradeOff
 * @param {Theme} theme
 * @returns {LineSeriesOption}
 */
export function frontSteps(means, tradeOff, theme) {
  return {
    type: 'line',
    data: tradeOff.front.flatMap((configuration) => {
      const mean = means.find((candidate) => candidate.configuration === configuration);
      return mean === undefined ? [] : [[mean.x, mean.y]];
    }),
    // From one point of the front to the next, the best that at least this sparsity allows is the next one's.
    step: 'start',
    silent: true,
    symbol: 'none',
    tooltip: { show: false },
    lineStyle: { color: theme.accent, width: 1.5, type: [4, 3] },
    z: 2,
  };
}

/**
 * Bars of one standard deviation: grey ones in one series, those of the selected configurations in their colours.
 *
 * @param {readonly Mean[]} means
 * @param {Selection} selection
 * @param {Theme} theme
 * @param {(configuration: number) => string} colorOf
 * @returns {CustomSeriesOption[]}
 */
export function deviationBars(means, selection, theme, colorOf) {
  const grey = means.filter(({ configuration }) => !selection.has(configuration));
  const coloured = means.filter(({ configuration }) => selection.has(configuration));
  return [errorBars(grey, theme.faint), ...coloured.map((mean) => errorBars([mean], colorOf(mean.configuration)))];
}
