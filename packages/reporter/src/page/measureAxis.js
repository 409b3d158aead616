import { axisBase, tickLoss, tickPercent } from './chartBase.js';

/** @import { Axis } from './niceAxis.js' */
/** @import { Theme } from './theme.js' */

/**
 * The upright axis of a loss or an accuracy; the heading of its chart says which.
 *
 * @param {Theme} theme
 * @param {Axis} range
 * @param {'loss' | 'accuracy'} metric
 */
export function measureAxis(theme, range, metric) {
  return {
    ...axisBase(theme, ''),
    type: range.log ? /** @type {const} */ ('log') : /** @type {const} */ ('value'),
    min: range.low,
    max: range.high,
    axisLine: { show: false },
    axisLabel: {
      color: theme.muted,
      fontSize: 11,
      hideOverlap: true,
      formatter: metric === 'accuracy' ? tickPercent : tickLoss,
    },
  };
}
