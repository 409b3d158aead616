/** What runs while the step is traced, in the words of an error. */
export interface Place {
  /** Who it belongs to, such as "regularizer `l1` on layer 0". */
  readonly owner: string;
  /** The part of it that runs, such as "`penalty`". */
  readonly part: string;
}

/** A place, and whether what runs there is its gradient, which TensorFlow.js derives. */
export interface Site {
  readonly place: Place;
  readonly isGradient: boolean;
}

/** Everything that is neither a hook of a regularizer nor an optimizer: layers, loss and metrics. */
export const NETWORK: Place = { owner: 'the network', part: 'forward pass, loss or metrics' };

/** A hook of a regularizer of a layer. */
export function hookPlace(plugin: string, layer: number, hook: string): Place {
  return { owner: `regularizer \`${plugin}\` on layer ${layer}`, part: `\`${hook}\`` };
}

/** The step of an optimizer. */
export function optimizerPlace(name: string): Place {
  return { owner: `optimizer \`${name}\``, part: '`step`' };
}
