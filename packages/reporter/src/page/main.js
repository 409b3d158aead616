import { openChart } from './chart.js';
import { listenToChoices, showChoices } from './choices.js';
import { curveChart } from './curveChart.js';
import { drawHeatMaps } from './heatMapFigures.js';
import { layerChart } from './layerChart.js';
import { drawLegends } from './legend.js';
import { selectionOf } from './selection.js';
import { sortTables } from './sortTables.js';
import { readTheme } from './theme.js';
import { tradeOffChart } from './tradeOffChart.js';

/** @import { EChartsOption } from 'echarts' */
/** @import { PageModel } from '../report/pageModel.ts' */
/** @import { Chart } from './chart.js' */

const root = document.documentElement;
/** @type {PageModel} */
const model = JSON.parse(document.getElementById('data')?.textContent ?? '{}');

let theme = readTheme(root);
let selection = selectionOf(model.selected);
const slots = theme.series.length;

/** @type {readonly Chart[]} */
const charts = [...document.querySelectorAll('[data-chart]')].flatMap((place) => {
  if (!(place instanceof HTMLElement)) return [];
  const draw = drawingOf(place.dataset.chart ?? '', Number(place.dataset.index));
  return draw === null ? [] : [openChart(place, 'svg', draw)];
});

/** @type {readonly Chart[]} */
let heatMaps = [];
const heatMapPlace = document.getElementById('heat-maps');
const heatMapSelect = document.getElementById('heat-map-trial');

/**
 * What a place for a chart shows.
 *
 * @param {string} kind
 * @param {number} index
 * @returns {(() => EChartsOption) | null}
 */
function drawingOf(kind, index) {
  const { outcome, layers } = model;
  const tradeOff = model.tradeOffs[index];
  if (kind === 'trade-off' && tradeOff && outcome)
    return () => tradeOffChart(model, tradeOff, outcome, selection, theme);
  if (kind === 'weights' && layers) return () => layerChart(model, layers, 'weights', selection, theme);
  if (kind === 'activations' && layers) return () => layerChart(model, layers, 'activations', selection, theme);
  const panel = model.curves?.panels[index];
  if (kind === 'curves' && panel) return () => curveChart(model, panel, selection, theme);
  return null;
}

function showSelection() {
  showChoices(selection, slots, theme);
  drawLegends(model, selection, theme);
}

function showTheme() {
  theme = readTheme(root);
  showSelection();
  for (const chart of [...charts, ...heatMaps]) chart.redraw();
}

function showHeatMaps() {
  if (heatMapPlace === null || !(heatMapSelect instanceof HTMLSelectElement)) return;
  for (const chart of heatMaps) chart.dispose();
  heatMaps = drawHeatMaps(heatMapPlace, model, Number(heatMapSelect.value), () => theme);
}

sortTables(document);
listenToChoices(
  () => selection,
  slots,
  (chosen) => {
    selection = chosen;
    showSelection();
    for (const chart of charts) chart.redraw();
  },
);
heatMapSelect?.addEventListener('change', showHeatMaps);
showSelection();
showHeatMaps();

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', showTheme);
addEventListener('beforeprint', () => {
  root.dataset.theme = 'print';
  showTheme();
  for (const chart of [...charts, ...heatMaps]) chart.print();
});
addEventListener('afterprint', () => {
  delete root.dataset.theme;
  showTheme();
  for (const chart of [...charts, ...heatMaps]) chart.screen();
});
