import { axisBase, chartBase } from './chartBase.js';
import { formatNumber } from './formatNumber.js';
import { tooltip } from './tooltip.js';

/** @import { EChartsOption, HeatmapSeriesOption, VisualMapComponentOption } from 'echarts' */
/** @import { HeatMapLayer } from '../report/pageModel.ts' */
/** @import { Theme } from './theme.js' */

/**
 * Column, row and weight.
 *
 * @typedef {[number, number, number]} Cell
 */

/**
 * The weights of a layer as coloured cells, inputs downwards, units to the right. Below and above zero each have a
 * scale of their own, which starts at a tint that the eye keeps apart from the colour of an exact zero.
 *
 * @param {HeatMapLayer} layer
 * @param {Theme} theme
 * @returns {EChartsOption}
 */
export function heatMapChart(layer, theme) {
  const { rows, columns } = layer;
  /** @type {Cell[]} */
  const cells = [...decodeFloats(layer.values)].map((weight, index) => {
    return [index % columns.length, Math.floor(index / columns.length), weight];
  });
  const base = chartBase(theme);
  const largest = layer.largest || 1;
  return {
    ...base,
    grid: { left: 24, right: 10, top: 6, bottom: 28, containLabel: true },
    xAxis: { ...cellAxis(theme, 'unit', columns), nameGap: 24 },
    yAxis: { ...cellAxis(theme, 'input', rows), nameGap: 34, inverse: true },
    visualMap: [
      scale(0, -largest, 0, theme.negative),
      scale(1, -1, 1, [theme.zero, theme.zero]),
      scale(2, 0, largest, theme.positive),
    ],
    tooltip: {
      ...base.tooltip,
      formatter: (hovered) => {
        const item = Array.isArray(hovered) ? hovered[0] : hovered;
        const [column, row, weight] = Array.isArray(item?.value) ? item.value.map(Number) : [];
        const title = `input ${rows[row ?? 0]}, unit ${columns[column ?? 0]}`;
        return tooltip(title, [
          { color: '', name: 'weight', value: weight === 0 ? 'exactly 0' : formatNumber(weight ?? null) },
        ]);
      },
    },
    // What is not a number is in none of them, and stays blank.
    series: [
      cellSeries(cells.filter(([, , weight]) => weight < 0)),
      cellSeries(cells.filter(([, , weight]) => weight === 0)),
      cellSeries(cells.filter(([, , weight]) => weight > 0)),
    ],
  };
}

/**
 * An axis of cells, with at most nine numbers at round distances.
 *
 * @param {Theme} theme
 * @param {string} name
 * @param {readonly number[]} numbers
 */
function cellAxis(theme, name, numbers) {
  const base = axisBase(theme, name);
  const every = [1, 2, 5, 10, 20, 50].find((step) => numbers.length <= 9 * step) ?? 50;
  return {
    ...base,
    type: /** @type {const} */ ('category'),
    data: numbers.map(String),
    splitLine: { show: false },
    axisLabel: { ...base.axisLabel, interval: (/** @type {number} */ index) => index % every === 0 },
  };
}

/**
 * @param {number} seriesIndex
 * @param {number} min
 * @param {number} max
 * @param {readonly string[]} colors
 * @returns {VisualMapComponentOption}
 */
function scale(seriesIndex, min, max, colors) {
  return { type: 'continuous', show: false, seriesIndex, min, max, dimension: 2, inRange: { color: [...colors] } };
}

/**
 * @param {Cell[]} data
 * @returns {HeatmapSeriesOption}
 */
function cellSeries(data) {
  return { type: 'heatmap', data, progressive: 0, emphasis: { disabled: true } };
}

/**
 * Little-endian float32 numbers from base64.
 *
 * @param {string} text
 * @returns {Float32Array}
 */
export function decodeFloats(text) {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => view.getFloat32(4 * index, true));
}
