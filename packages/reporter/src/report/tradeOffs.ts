import { quality } from './outcome.ts';
import type { Outcome, PageConfiguration, TradeOff } from './pageModel.ts';
import { paretoFront } from './paretoFront.ts';

/**
 * The Pareto fronts of outcome against zero activations and against zero weights, over the means of the configurations.
 * A sparsity that fewer than two configurations have is left out: there would be nothing to compare.
 */
export function tradeOffs(configurations: readonly PageConfiguration[], outcome: Outcome | null): readonly TradeOff[] {
  if (outcome === null) return [];
  return (['zeroActivations', 'zeroWeights'] as const).flatMap((measure) => {
    const points = configurations.flatMap((configuration, index) => {
      const x = configuration[measure].mean;
      const y = configuration.outcome.mean;
      return x === null || y === null ? [] : [{ x, y: quality(outcome, y), index }];
    });
    if (points.length < 2) return [];
    return [{ measure, front: paretoFront(points).map((position) => points[position]?.index ?? 0) }];
  });
}
