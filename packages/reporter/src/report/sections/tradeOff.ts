import { html } from '../html.ts';
import type { PageModel } from '../pageModel.ts';
import { figures } from './figure.ts';
import type { Section } from './section.ts';

/** Outcome against sparsity, with the Pareto fronts. */
export function tradeOffSection({ outcome, tradeOffs }: PageModel): Section | null {
  if (outcome === null || tradeOffs.length === 0) return null;
  const [Metric, better] = outcome.metric === 'accuracy' ? ['Accuracy', 'higher'] : ['Loss', 'lower'];
  const members = tradeOffs.map(({ measure }, index) => {
    const sparsity = measure === 'zeroWeights' ? 'zero weights' : 'zero activations';
    const description = `Scatter chart of ${outcome.title} against the share of ${sparsity}, with its Pareto front.`;
    return { title: `${outcome.title} against ${sparsity}`, description, chart: 'trade-off', index } as const;
  });
  const content = html`<p>Each mark is a configuration, with bars of one standard deviation over its replicates; dots are single trials. Right is
sparser, ${better} is better. The dashed line is the Pareto front: no configuration is better than those on it in both.</p>
${figures(members)}`;
  return { id: 'trade-off', title: `${Metric} against sparsity`, content };
}
