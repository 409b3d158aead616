/** A sweep file that means no good. */
export interface HostileSweep {
  /** What it tries. */
  readonly attack: string;
  readonly content: string;
  /** How reading it must end; `refused` by default. */
  readonly outcome?: Outcome | 'either';
}

/** How the reading of a sweep file may end: as a spec, or in an error that is meant for the user. */
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

/** So many texts. */
export function many(count: number, item: (index: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, index) => item(index));
}
