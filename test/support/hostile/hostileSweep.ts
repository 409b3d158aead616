/** A sweep file that attacks its reader. */
export interface HostileSweep {
  /** What it tries. */
  readonly attack: string;
  readonly content: string;
  /** The expected outcome; `refused` by default. */
  readonly outcome?: Outcome | 'either';
}

/** How reading a sweep file ends: in a spec, or in an error for the user. */
export type Outcome = 'read' | 'refused';

interface Parts {
  readonly name?: string;
  readonly dataset?: string;
  readonly model?: string;
  readonly layer?: string;
  readonly rest?: string;
}

/** A valid sweep, with parts of it replaced. */
export function sweep(parts: Parts = {}): string {
  const { name = 'test', dataset = '{ use: classification }', model, layer = '{ units: 4 }', rest } = parts;
  const more = model === undefined ? '' : `  ${model}\n`;
  const end = rest === undefined ? '' : `${rest}\n`;
  return `name: ${name}\ndataset: ${dataset}\nmodel:\n  layers:\n    - ${layer}\n${more}${end}`;
}

/** A valid sweep of these layers. */
export function layersSweep(layers: readonly string[], rest = ''): string {
  return `name: test\ndataset: { use: classification }\nmodel: { layers: [${layers.join(', ')}] }\n${rest}\n`;
}

/** A number of texts. */
export function many(count: number, item: (index: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, index) => item(index));
}
