/** @import { EChartsOption } from 'echarts' */
/** @import { Theme } from './theme.js' */

/**
 * What all charts share: no animation, the page's font, the looks of tooltips. What a chart shows is said in words by
 * the label of its place in the page.
 *
 * @param {Theme} theme
 * @returns {EChartsOption}
 */
export function chartBase(theme) {
  return {
    animation: false,
    textStyle: { fontFamily: theme.font, color: theme.text },
    grid: { left: 8, right: 18, top: 14, bottom: 30, containLabel: true },
    tooltip: {
      confine: true,
      backgroundColor: theme.paper,
      borderColor: theme.rule,
      padding: [8, 10],
      textStyle: { color: theme.text, fontFamily: theme.font, fontSize: 12 },
      extraCssText: 'box-shadow: 0 2px 12px rgb(0 0 0 / 12%); max-width: min(26rem, 80vw); white-space: normal;',
    },
  };
}

/**
 * The looks of an axis.
 *
 * @param {Theme} theme
 * @param {string} name
 */
export function axisBase(theme, name) {
  return {
    name,
    nameLocation: /** @type {const} */ ('middle'),
    nameTextStyle: { color: theme.muted, fontSize: 12 },
    axisLabel: { color: theme.muted, fontSize: 11, hideOverlap: true },
    axisTick: { show: false },
    axisLine: { show: true, lineStyle: { color: theme.rule } },
    splitLine: { show: true, lineStyle: { color: theme.rule, opacity: 0.6 } },
  };
}

/**
 * A fraction at a tick of an axis: `95%`, `97.5%`.
 *
 * @param {number} value
 * @returns {string}
 */
export function tickPercent(value) {
  return `${Number((100 * value).toFixed(2))}%`;
}

/**
 * A loss at a tick of an axis, with at most three significant digits.
 *
 * @param {number} value
 * @returns {string}
 */
export function tickLoss(value) {
  return String(Number(value.toPrecision(3)));
}
