import { type ConfigurationRow, type Objective, paretoFront } from '@sparsweep/core';
import { html } from './html.ts';
import type { OutcomeMetric, PageConfiguration, PageModel, TradeOff } from './pageModel.ts';
import { renderFigures, type Section } from './section.ts';

const SPARSITIES = [
  { measure: 'zeroActivations', objective: { name: 'activations.zeroFraction', goal: 'maximize' } },
  { measure: 'zeroWeights', objective: { name: 'weights.zeroFraction', goal: 'maximize' } },
] as const;

/**
 * The Pareto fronts of outcome against zero activations and against zero weights, over the means of the configurations,
 * by ascending sparsity. A sparsity that fewer than two configurations have is left out.
 *
 * @param rows those that the configurations of the page were made from.
 */
export function tradeOffs(
  rows: readonly ConfigurationRow[],
  configurations: readonly PageConfiguration[],
  outcome: OutcomeMetric | null,
): readonly TradeOff[] {
  if (outcome === null) return [];
  const { metric, split } = outcome;
  const best: Objective = { name: `${split}.${metric}`, goal: metric === 'accuracy' ? 'maximize' : 'minimize' };
  const indexOf = new Map(configurations.map(({ number }, index) => [number, index]));
  return SPARSITIES.flatMap(({ measure, objective }) => {
    const comparable = configurations.filter((own) => own.outcome.mean !== null && own[measure].mean !== null);
    if (comparable.length < 2) return [];
    // The front starts with the best outcome, which is the least sparse.
    const front = paretoFront(rows, [best, objective]);
    return [{ measure, front: front.flatMap(({ configurationIndex }) => indexOf.get(configurationIndex) ?? []) }];
  });
}

/** Outcome against sparsity, with the Pareto fronts. */
export function tradeOffSection({ outcome, tradeOffs: members }: PageModel): Section | null {
  if (outcome === null || members.length === 0) return null;
  const [Metric, better] = outcome.metric === 'accuracy' ? ['Accuracy', 'higher'] : ['Loss', 'lower'];
  const figures = members.map(({ measure }, index) => {
    const sparsity = measure === 'zeroWeights' ? 'zero weights' : 'zero activations';
    const description = `Scatter chart of ${outcome.title} against the share of ${sparsity}, with its Pareto front.`;
    return { title: `${outcome.title} against ${sparsity}`, description, chart: 'trade-off', index } as const;
  });
  const content = html`<p>Each mark is a configuration, with bars of one standard deviation over its replicates; dots are single trials. Right is
sparser, ${better} is better. The dashed line is the Pareto front: no configuration is better than those on it in both.</p>
${renderFigures(figures)}`;
  return { id: 'trade-off', title: `${Metric} against sparsity`, content };
}
