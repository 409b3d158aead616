import { spreadOf } from '../numbers.ts';
import type { LayerRow, Spread } from '../reportData.ts';
import { html } from './html.ts';
import type { LayerSparsity, PageConfiguration, PageModel, PageTrial } from './pageModel.ts';
import { type Figure, renderFigures, type Section } from './section.ts';

/**
 * The share of exact zeros in each layer's weights and activations, by configuration: over its finished replicates, or
 * over all of them if none finished. Null if no layer was measured.
 */
export function layerSparsity(
  rows: readonly LayerRow[],
  configurations: readonly PageConfiguration[],
  trials: readonly PageTrial[],
): LayerSparsity | null {
  const finished = new Set(trials.filter((trial) => trial.finished).map(({ number }) => number));
  const byConfiguration = configurations.map(({ number }) => {
    const own = rows.filter(({ configurationIndex }) => configurationIndex === number);
    const ended = own.filter((row) => finished.has(row.number));
    return ended.length > 0 ? ended : own;
  });
  const depths = byConfiguration.map((own) => Math.max(0, ...own.map(({ layer }) => layer + 1)));
  const depth = Math.max(0, ...depths);
  if (depth === 0) return null;

  const sameDepth = depths.every((own) => own === 0 || own === depth);
  const layers = Array.from({ length: depth }, (_, layer) => layerName(layer, sameDepth ? depth : null));
  const spreads = (metric: string): readonly (readonly Spread[])[] =>
    byConfiguration.map((own) =>
      layers.map((_, layer) => spreadOf(own.filter((row) => row.layer === layer).map((row) => row.metrics[metric]))),
    );
  return { layers, weights: spreads('weights.zeroFraction'), activations: spreads('activations.zeroFraction') };
}

/** The name of a layer, counted from 0 as in the store. `depth` is null if the networks differ in depth. */
export function layerName(layer: number, depth: number | null): string {
  return layer + 1 === depth ? `layer ${layer} (output)` : `layer ${layer}`;
}

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
        ? `None of the ${target} is exactly zero, in any configuration.`
        : `Share of the ${target} that are exactly zero.`,
      description: `Bar chart of the share of zero ${target} in each layer, by configuration.`,
      chart: target,
    };
  });
  const content = html`<p>A layer can be sparse in two independent ways: few of its weights differ from zero, or few of its units are active
at a time. Layers count from 0; the last is the output layer.</p>
${renderFigures(members)}`;
  return { id: 'layers', title: 'Sparsity by layer', content };
}

function measured(spreads: readonly (readonly { readonly mean: number | null }[])[]): readonly number[] {
  return spreads.flatMap((own) => own.flatMap(({ mean }) => (mean === null ? [] : [mean])));
}
