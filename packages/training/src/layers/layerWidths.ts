import type { Structure } from '@sparsweep/core/plugin';

/** The width of a layer's input, and its own. */
export interface LayerWidths {
  readonly inputs: number;
  readonly units: number;
}

/** The widths of each layer of a structure, the output layer last. */
export function layerWidths({ inputs, layers }: Structure): readonly LayerWidths[] {
  return layers.map(({ units }, index) => ({ inputs: layers[index - 1]?.units ?? inputs, units }));
}
