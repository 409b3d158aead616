/** @import { CustomSeriesOption } from 'echarts' */

/**
 * A mean, and how far its bars reach to either side in each direction; zero for none.
 *
 * @typedef {{ x: number, y: number, dx: number, dy: number }} ErrorBar
 */

/**
 * Thin lines through points, as a series.
 *
 * @param {readonly ErrorBar[]} bars
 * @param {string} color
 * @returns {CustomSeriesOption}
 */
export function errorBars(bars, color) {
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

/**
 * A straight line between two points of the canvas.
 *
 * @param {readonly number[]} from
 * @param {readonly number[]} to
 * @param {string} stroke
 * @returns {{ type: 'line', shape: { x1: number, y1: number, x2: number, y2: number }, style: { stroke: string, lineWidth: number } }}
 */
export function line([x1 = 0, y1 = 0], [x2 = 0, y2 = 0], stroke) {
  return { type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth: 1.25 } };
}
