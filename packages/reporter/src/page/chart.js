/** @import { ECharts, EChartsOption } from 'echarts' */
/** @import * as Echarts from 'echarts' */

/** @type {typeof Echarts} */
// @ts-expect-error The page has the library as a global of this name.
const library = globalThis.echarts;

/** Sharp on paper, whose pixels are smaller than a screen's. */
const LEAST_PIXEL_RATIO = 2;
/** Width of a chart on paper, in pixels of the page. */
const PRINT_WIDTH = 640;

/**
 * A chart in an element, redrawn from the option that `draw` makes, and fitted to the element whenever that changes
 * its size.
 *
 * @typedef {{ redraw: () => void, print: () => void, screen: () => void, dispose: () => void }} Chart
 */

/**
 * @param {HTMLElement} element
 * @param {'svg' | 'canvas'} renderer
 * @param {() => EChartsOption} draw
 * @returns {Chart}
 */
export function openChart(element, renderer, draw) {
  const devicePixelRatio = Math.max(LEAST_PIXEL_RATIO, globalThis.devicePixelRatio);
  /** @type {ECharts} */
  const chart = library.init(element, null, { renderer, devicePixelRatio });
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
