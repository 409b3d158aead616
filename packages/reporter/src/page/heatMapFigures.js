import { openChart } from './chart.js';
import { formatFraction, formatNumber } from './formatNumber.js';
import { heatMapChart } from './heatMapChart.js';

/** @import { HeatMapLayer, PageModel } from '../report/pageModel.ts' */
/** @import { Chart } from './chart.js' */
/** @import { Theme } from './theme.js' */

/** Pixels of a cell: small layers get larger cells, large ones fit. */
const TALLEST_CELL = 14;
const WIDEST_CELL = 26;
const TALLEST_PLOT = 420;
const LEAST_PLOT = 90;
/** Pixels of axes around the cells. */
const MARGIN = 64;

/**
 * Draws the kernels of one trial, in place of those that were drawn.
 *
 * @param {HTMLElement} place
 * @param {PageModel} model
 * @param {number} index  Of the heat map.
 * @param {() => Theme} theme
 * @returns {readonly Chart[]}
 */
export function drawHeatMaps(place, model, index, theme) {
  const layers = model.heatMaps[index]?.layers ?? [];
  const figures = layers.map((layer) => ({ layer, ...figureOf(layer) }));
  place.replaceChildren(...figures.map(({ figure }) => figure));
  return figures.map(({ plot, layer }) => openChart(plot, 'canvas', () => heatMapChart(layer, theme())));
}

/**
 * @param {HeatMapLayer} layer
 * @returns {{ figure: HTMLElement, plot: HTMLElement }}
 */
function figureOf(layer) {
  const { rows, columns } = layer;
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  const title = document.createElement('h3');
  title.textContent = `${layer.name}, ${layer.inputs} × ${layer.units}`;
  const note = document.createElement('p');
  note.textContent = `${formatFraction(layer.zeroFraction)} of its weights are exactly zero. ${shownPart(layer)}`;
  caption.append(title, note);
  const plot = document.createElement('div');
  plot.className = 'plot';
  plot.dataset.chart = 'heat map';
  plot.role = 'img';
  plot.ariaLabel = `Heat map of the weights of ${layer.name}.`;
  plot.style.height = `${MARGIN + Math.min(TALLEST_PLOT, Math.max(LEAST_PLOT, rows.length * TALLEST_CELL))}px`;
  plot.style.maxWidth = `${MARGIN + Math.max(LEAST_PLOT, columns.length * WIDEST_CELL)}px`;
  figure.append(caption, plot, scaleOf(layer.largest));
  return { figure, plot };
}

/** @param {HeatMapLayer} layer */
function shownPart({ rows, columns, inputs, units }) {
  if (rows.length === inputs && columns.length === units) return '';
  return `Too large to draw whole: ${rows.length} of ${inputs} inputs and ${columns.length} of ${units} units, at even distances.`;
}

/**
 * The key to the colours; the style sheet paints it.
 *
 * @param {number} largest
 * @returns {HTMLElement}
 */
function scaleOf(largest) {
  const key = document.createElement('div');
  key.className = 'scale';
  const parts = [
    ['', formatNumber(-largest)],
    ['ramp negative', ''],
    ['zero', ''],
    ['ramp positive', ''],
    ['', `+${formatNumber(largest)}`],
    ['zero lone', ''],
    ['', 'exactly zero'],
  ];
  for (const [name = '', text = ''] of parts) {
    const part = document.createElement('span');
    part.className = name;
    part.textContent = text;
    key.append(part);
  }
  return key;
}
