import type { ReportData } from '../reportData.ts';
import { curvesOf } from './curves.ts';
import { heatMapsOf } from './heatMaps.ts';
import { initialSelection } from './initialSelection.ts';
import { layerSparsity } from './layerSparsity.ts';
import { chooseOutcome } from './outcome.ts';
import { pageConfigurations, pageTrials } from './pageConfigurations.ts';
import type { PageModel } from './pageModel.ts';
import { tradeOffs } from './tradeOffs.ts';

/** Everything the charts draw, computed from the rows of the store. */
export function buildModel(data: ReportData): PageModel {
  const outcome = chooseOutcome(data.results);
  const configurations = pageConfigurations(data, outcome);
  const trials = pageTrials(data.results, configurations, outcome);
  const fronts = tradeOffs(configurations, outcome);
  return {
    configurations,
    trials,
    selected: initialSelection(configurations, outcome, fronts),
    outcome,
    tradeOffs: fronts,
    layers: layerSparsity(data.layers, configurations, trials),
    curves: curvesOf(data.history, data.results),
    heatMaps: heatMapsOf(data.weights, data.results),
  };
}
