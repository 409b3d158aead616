import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import type { SchemaProblem } from './schemaProblems.ts';

/**
 * What is wrong with tied weights: layers must pair up, the first with the output layer, the second with the one before
 * it, and so on, and the widths between them must mirror. What is searched is left for the draws to show.
 */
export function checkTied({ task = 'classification', tied, layers }: JsonObject): readonly SchemaProblem[] {
  if (tied !== true) return [];
  const problems: SchemaProblem[] = [];
  if (task === 'classification') {
    problems.push({
      path: ['model', 'tied'],
      message: '`tied` needs `task: reconstruction`: in a classifier no layer mirrors another',
      notes: ['add `task: reconstruction`, or leave out `tied`'],
    });
  }
  if (Array.isArray(layers)) problems.push(...checkPairs(layers));
  return problems;
}

function checkPairs(layers: readonly JsonValue[]): readonly SchemaProblem[] {
  if (layers.length % 2 === 0) {
    const count = layers.length === 0 ? 'there is none' : `there are ${layers.length}`;
    const message = `\`tied\` needs an odd number of hidden layers, and ${count}: the layer in the middle is the code`;
    const notes = ['layers pair up, the output layer with the first: with one hidden layer, or with widths 64, 16, 64'];
    return [{ path: ['model', 'layers'], message, notes }];
  }
  const units = layers.map((layer) => (isJsonObject(layer) ? layer.units : undefined));
  return units.slice(0, layers.length / 2).flatMap((width, i) => {
    const mirrored = layers.length - 1 - i;
    const other = units[mirrored];
    if (typeof width !== 'number' || typeof other !== 'number' || width === other) return [];
    const message = `with \`tied\` the widths of layers ${i} and ${mirrored} must agree: they are ${width} and ${other}`;
    const notes = [
      'make them equal, or leave out `tied`; where a width is searched, the other can be a `{ ref: ... }`',
    ];
    return [{ path: ['model', 'layers', mirrored, 'units'], message, notes }];
  });
}
