import type { EChartsOption, HeatmapSeriesOption, VisualMapComponentOption } from 'echarts';
import { formatFraction, formatNumber } from '../numbers.ts';
import type { HeatMapLayer, PageModel } from '../report/pageModel.ts';
import { axisBase } from './axes.ts';
import { type Chart, openChart, tooltip } from './chart.ts';
import { chartBase, type Theme } from './theme.ts';

/** Pixels of a cell: small layers get larger cells, large layers smaller ones. */
const TALLEST_CELL = 14;
const WIDEST_CELL = 26;
const TALLEST_PLOT = 420;
const LEAST_PLOT = 90;
/** Pixels for the axes around the cells. */
const MARGIN = 64;

/** Draws the kernels of one heat map of the model into `place`, instead of its present content. */
export function drawHeatMaps(
  place: HTMLElement,
  model: PageModel,
  index: number,
  theme: () => Theme,
): readonly Chart[] {
  const layers = model.heatMaps[index]?.layers ?? [];
  const figures = layers.map((layer) => ({ layer, ...heatMapFigure(layer) }));
  place.replaceChildren(...figures.map(({ figure }) => figure));
  return figures.map(({ plot, layer }) => openChart(plot, 'canvas', () => heatMapChart(layer, theme())));
}

function heatMapFigure(layer: HeatMapLayer): { readonly figure: HTMLElement; readonly plot: HTMLElement } {
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
  figure.append(caption, plot, colorKey(layer.largest));
  return { figure, plot };
}

function shownPart({ rows, columns, inputs, units }: HeatMapLayer): string {
  if (rows.length === inputs && columns.length === units) return '';
  return `Too large to draw in full: ${rows.length} of ${inputs} inputs and ${columns.length} of ${units} units, evenly spaced.`;
}

/** The key to the colours. The style sheet paints it. */
function colorKey(largest: number): HTMLElement {
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

/** Column, row and weight. */
type Cell = [number, number, number];

/**
 * The weights of a layer as coloured cells, inputs downwards, units to the right. Negative and positive weights have a
 * scale each, which starts at a tint that differs visibly from the colour of an exact zero.
 */
export function heatMapChart(layer: HeatMapLayer, theme: Theme): EChartsOption {
  const { rows, columns } = layer;
  const cells = [...decodeFloats(layer.values)].map((weight, index): Cell => {
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
      colorScale(0, [-largest, 0], theme.negative),
      colorScale(1, [-1, 1], [theme.zero, theme.zero]),
      colorScale(2, [0, largest], theme.positive),
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
    // NaN is in none of the series, so its cell stays blank.
    series: [
      cellSeries(cells.filter(([, , weight]) => weight < 0)),
      cellSeries(cells.filter(([, , weight]) => weight === 0)),
      cellSeries(cells.filter(([, , weight]) => weight > 0)),
    ],
  };
}

/** An axis of cells, with at most nine numbers at round distances. */
function cellAxis(theme: Theme, name: string, numbers: readonly number[]) {
  const base = axisBase(theme, name);
  const every = [1, 2, 5, 10, 20, 50].find((step) => numbers.length <= 9 * step) ?? 50;
  return {
    ...base,
    type: 'category' as const,
    data: numbers.map(String),
    splitLine: { show: false },
    axisLabel: { ...base.axisLabel, interval: (index: number) => index % every === 0 },
  };
}

function colorScale(
  seriesIndex: number,
  [min, max]: readonly [number, number],
  colors: readonly string[],
): VisualMapComponentOption {
  return { type: 'continuous', show: false, seriesIndex, min, max, dimension: 2, inRange: { color: [...colors] } };
}

function cellSeries(data: Cell[]): HeatmapSeriesOption {
  return { type: 'heatmap', data, progressive: 0, emphasis: { disabled: true } };
}

/** Little-endian float32 numbers from base64. */
export function decodeFloats(text: string): Float32Array {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => view.getFloat32(4 * index, true));
}
