import { html } from '../html.ts';
import type { PageModel } from '../pageModel.ts';
import { type Figure, figures } from './figure.ts';
import type { Section } from './section.ts';

/** Where the zeros are: in the weights or in the activations, layer by layer. */
export function layersSection({ layers }: PageModel): Section | null {
  if (layers === null) return null;
  const targets = (['weights', 'activations'] as const).filter((target) => measured(layers[target]).length > 0);
  if (targets.length === 0) return null;
  const members = targets.map((target): Figure => {
    const none = measured(layers[target]).every((mean) => mean === 0);
    return {
      title: `Zero ${target}`,
      note: none
        ? `Not one of the ${target} is exactly zero, in any configuration.`
        : `Share of the ${target} that are exactly zero.`,
      description: `Bar chart of the share of zero ${target} in each layer, by configuration.`,
      chart: target,
    };
  });
  const content = html`<p>A layer can be sparse in two ways that have little to do with each other: few of its weights differ from zero, or few of
its units are active at a time. Layers count from 0; the last is the output layer.</p>
${figures(members)}`;
  return { id: 'layers', title: 'Sparsity by layer', content };
}

function measured(spreads: readonly (readonly { readonly mean: number | null }[])[]): readonly number[] {
  return spreads.flatMap((own) => own.flatMap(({ mean }) => (mean === null ? [] : [mean])));
}
