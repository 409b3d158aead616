import { niceAxis } from './niceAxis.js';

/** @import { PageModel } from '../report/pageModel.ts' */
/** @import { Axis } from './niceAxis.js' */

/**
 * The axis of a metric, the same for both splits, so that their charts can be compared. It covers the trials that
 * finished when there are any, so that one that diverged does not flatten all others.
 *
 * @param {PageModel} model
 * @param {'loss' | 'accuracy'} metric
 * @returns {Axis}
 */
export function valueAxis(model, metric) {
  const panels = (model.curves?.panels ?? []).filter((panel) => panel.metric === metric);
  const curves = panels.flatMap((panel) => panel.curves);
  const finished = curves.filter(({ trial }) => model.trials[trial]?.finished);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { values } of finished.length > 0 ? finished : curves) {
    for (const value of values) {
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low > high ? niceAxis(metric, 0, 1) : niceAxis(metric, low, high);
}
