import type * as Echarts from 'echarts';
import type { CustomSeriesOption, EChartsOption } from 'echarts';

declare global {
  /** The chart library, which the report loads as a script of its own before this one. */
  var echarts: typeof Echarts;
}

/** Keeps charts sharp on paper, which has more pixels than a screen. */
const LEAST_PIXEL_RATIO = 2;
/** Width of a chart on paper, in CSS pixels. */
const PRINT_WIDTH = 640;

/** A chart in an element of the page. It follows the size of the element. */
export interface Chart {
  redraw(): void;
  /** Takes the width of the paper. */
  print(): void;
  /** Takes the width of the element again. */
  screen(): void;
  dispose(): void;
}

/** Opens a chart that draws the option that `draw` returns. */
export function openChart(element: HTMLElement, renderer: 'svg' | 'canvas', draw: () => EChartsOption): Chart {
  const devicePixelRatio = Math.max(LEAST_PIXEL_RATIO, globalThis.devicePixelRatio);
  const chart = globalThis.echarts.init(element, null, { renderer, devicePixelRatio });
  const redraw = () => chart.setOption(draw(), { notMerge: true });
  redraw();
  const observer = new ResizeObserver(() => {
    const fits = chart.getWidth() === element.clientWidth && chart.getHeight() === element.clientHeight;
    if (!fits) chart.resize();
  });
  observer.observe(element);
  return {
    redraw,
    print: () => chart.resize({ width: Math.min(element.clientWidth, PRINT_WIDTH) }),
    screen: () => chart.resize({ width: 'auto' }),
    dispose: () => {
      observer.disconnect();
      chart.dispose();
    },
  };
}

/** A line of a tooltip. */
export interface TooltipLine {
  /** Empty for none. */
  readonly color: string;
  readonly name: string;
  readonly value: string;
}

/** The content of a tooltip, as elements: text of the user never becomes markup. */
export function tooltip(title: string, lines: readonly TooltipLine[]): HTMLElement {
  const box = document.createElement('div');
  box.className = 'tip';
  box.append(textElement('strong', title));
  for (const { color, name, value } of lines) {
    const line = document.createElement('div');
    if (color !== '') {
      const swatch = document.createElement('span');
      swatch.className = 'swatch';
      swatch.style.background = color;
      line.append(swatch);
    }
    line.append(textElement('span', name), textElement('b', value));
    box.append(line);
  }
  return box;
}

function textElement(tag: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

/** A mean, and the length of its error bars to either side in each direction; zero for none. */
export interface ErrorBar {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

/** A series of error bars. */
export function errorBars(bars: readonly ErrorBar[], color: string): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    clip: true,
    z: 4,
    data: bars.map(({ x, y, dx, dy }) => [x, y, dx, dy]),
    encode: { x: 0, y: 1 },
    renderItem: (_, api) => {
      const [x, y] = [Number(api.value(0)), Number(api.value(1))];
      const [dx, dy] = [Number(api.value(2)), Number(api.value(3))];
      const [left, right] = [api.coord([x - dx, y]), api.coord([x + dx, y])];
      const [low, high] = [api.coord([x, y - dy]), api.coord([x, y + dy])];
      return { type: 'group', children: [line(left, right, color), line(low, high, color)] };
    },
  };
}

/** A straight line between two points of the canvas. */
export function line([x1 = 0, y1 = 0]: readonly number[], [x2 = 0, y2 = 0]: readonly number[], stroke: string) {
  return { type: 'line' as const, shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth: 1.25 } };
}
