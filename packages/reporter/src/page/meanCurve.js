import { spreadOf } from './spread.js';

/** @import { Curve, CurvePanel, PageModel } from '../report/pageModel.ts' */

/**
 * A point of a mean curve: the epoch, the mean, and the standard deviation, 0 for one trial.
 *
 * @typedef {{ epoch: number, mean: number, sd: number, n: number }} CurvePoint
 */

/**
 * The mean over the trials of a configuration at each epoch that all of them reached: an average over fewer and fewer
 * trials would jump where one ends. Trials that did not finish count only when none did.
 *
 * @param {PageModel} model
 * @param {CurvePanel} panel
 * @param {number} configuration
 * @returns {readonly CurvePoint[]}
 */
export function meanCurve(model, panel, configuration) {
  const own = panel.curves.filter(({ trial }) => model.trials[trial]?.configuration === configuration);
  const finished = own.filter(({ trial }) => model.trials[trial]?.finished);
  const counted = finished.length > 0 ? finished : own;
  const reached = Math.min(...counted.map(({ values }) => values.length));
  const epochs = model.curves?.epochs.slice(0, reached) ?? [];
  return epochs.flatMap((epoch, position) => {
    const { mean, sd, n } = spreadOf(counted.map(({ values }) => values[position]));
    return mean === null ? [] : [{ epoch, mean, sd: sd ?? 0, n }];
  });
}
