import { spreadOf } from '../page/spread.js';
import type { LayerRow, Spread } from '../reportData.ts';
import type { LayerSparsity, PageConfiguration, PageTrial } from './pageModel.ts';

/**
 * The share of exact zeros in each layer's weights and activations, by configuration: over its finished replicates, or
 * over all of them where none finished. Null where no layer was measured.
 */
export function layerSparsity(
  rows: readonly LayerRow[],
  configurations: readonly PageConfiguration[],
  trials: readonly PageTrial[],
): LayerSparsity | null {
  const finished = new Set(trials.filter((trial) => trial.finished).map(({ number }) => number));
  const byConfiguration = configurations.map(({ number }) => {
    const own = rows.filter(({ configurationIndex: configuration }) => configuration === number);
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

/** A layer as the store numbers it, from 0. `depth` is null where networks of several depths are spoken of. */
export function layerName(layer: number, depth: number | null): string {
  return layer + 1 === depth ? `layer ${layer} (output)` : `layer ${layer}`;
}
