import { SparsweepError } from '@sparsweep/core/plugin';

/** Code that runs while a step is traced, as error messages name it. */
export interface CodeSite {
  /** The plugin or part of the network, such as "regularizer `l1` on layer 0". */
  readonly owner: string;
  /** The hook or part, such as "`penalty`". */
  readonly part: string;
}

/** Where an error happened: in the code itself, or in the gradient that TensorFlow.js derives from it. */
export interface ErrorSite {
  readonly site: CodeSite;
  readonly isGradient: boolean;
}

/** All code outside of plugins: layers, loss and metrics. */
export const NETWORK: CodeSite = { owner: 'the network', part: 'forward pass, loss or metrics' };

/** A hook of a regularizer on a layer. */
export function hookSite(plugin: string, layer: number, hook: string): CodeSite {
  return { owner: `regularizer \`${plugin}\` on layer ${layer}`, part: `\`${hook}\`` };
}

/** The step of an optimizer. */
export function optimizerSite(name: string): CodeSite {
  return { owner: `optimizer \`${name}\``, part: '`step`' };
}

/** The advice for a step that the eager engine can run. */
const USE_TFJS = '`run.engine: tfjs` will run it';

/**
 * The error for code that cannot be compiled.
 *
 * @param problem ends the sentence that the site begins: "uses TopK, ...".
 * @param advice what the user can do.
 */
export function notCompilable(
  { site, isGradient }: ErrorSite,
  problem: string,
  advice = USE_TFJS,
  options?: ErrorOptions,
): SparsweepError {
  const { owner, part } = site;
  const subject = isGradient ? `the gradient of its ${part}` : `its ${part}`;
  return new SparsweepError('not-compilable', `${owner} cannot be compiled: ${subject} ${problem}; ${advice}`, options);
}
