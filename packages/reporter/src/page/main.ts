import type { EChartsOption } from 'echarts';
import type { PageModel } from '../report/pageModel.ts';
import { type Chart, openChart } from './chart.ts';
import { curveChart } from './curveChart.ts';
import { drawHeatMaps } from './heatMap.ts';
import { layerChart } from './layerChart.ts';
import { drawLegends, listenToCheckBoxes, selectionOf, updateCheckBoxes } from './selection.ts';
import { sortTables } from './sortTables.ts';
import { readTheme } from './theme.ts';
import { tradeOffChart } from './tradeOffChart.ts';

const root = document.documentElement;
const model: PageModel = JSON.parse(document.getElementById('data')?.textContent ?? '{}');

let theme = readTheme(root);
let selection = selectionOf(model.selected);
const slots = theme.series.length;

const charts = [...document.querySelectorAll('[data-chart]')].flatMap((place) => {
  if (!(place instanceof HTMLElement)) return [];
  const draw = drawingOf(place.dataset.chart ?? '', Number(place.dataset.index));
  return draw === null ? [] : [openChart(place, 'svg', draw)];
});

let heatMaps: readonly Chart[] = [];
const heatMapPlace = document.getElementById('heat-maps');
const heatMapSelect = document.getElementById('heat-map-trial');

/** What to draw in a place with this `data-chart` and `data-index`. */
function drawingOf(kind: string, index: number): (() => EChartsOption) | null {
  const { outcome, layers: sparsity } = model;
  const tradeOff = model.tradeOffs[index];
  if (kind === 'trade-off' && tradeOff && outcome)
    return () => tradeOffChart(model, { tradeOff, outcome }, selection, theme);
  if ((kind === 'weights' || kind === 'activations') && sparsity)
    return () => layerChart(model, { sparsity, target: kind }, selection, theme);
  const panel = model.curves?.panels[index];
  if (kind === 'curves' && panel) return () => curveChart(model, panel, selection, theme);
  return null;
}

function showSelection(): void {
  updateCheckBoxes(selection, slots, theme);
  drawLegends(model, selection, theme);
}

function showTheme(): void {
  theme = readTheme(root);
  showSelection();
  for (const chart of [...charts, ...heatMaps]) chart.redraw();
}

function showHeatMaps(): void {
  if (heatMapPlace === null || !(heatMapSelect instanceof HTMLSelectElement)) return;
  for (const chart of heatMaps) chart.dispose();
  heatMaps = drawHeatMaps(heatMapPlace, model, Number(heatMapSelect.value), () => theme);
}

sortTables(document);
listenToCheckBoxes(
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
