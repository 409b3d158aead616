import { at, type Structure, type Tensor } from '@sparsweep/core/plugin';
import { namedTensors, type TrainingState } from '@sparsweep/training';
import { notCompilable } from './notCompilable.ts';
import { hookPlace, type Place } from './place.ts';

/**
 * Makes sure that a step leaves every tensor of its state in its place: there, and of the same shape and type.
 *
 * @throws SparsweepError `not-compilable` that names the first that is not.
 */
export function checkUpdate(structure: Structure, before: TrainingState, after: TrainingState): void {
  const [old, next] = [new Map(namedTensors(before)), new Map(namedTensors(after))];
  for (const name of new Set([...old.keys(), ...next.keys()])) {
    const [was, is] = [typeOf(old.get(name)), typeOf(next.get(name))];
    if (was === is) continue;
    const { place, key, wayOut } = ownerOf(structure, name);
    const change = `makes \`${key}\` ${is} where it was ${was}, and what a step hands on keeps its keys, shapes and types`;
    throw notCompilable({ place, isGradient: false }, change, wayOut);
  }
}

function typeOf(tensor: Tensor | undefined): string {
  return tensor === undefined ? 'nothing' : `${tensor.dtype}[${tensor.shape.join(', ')}]`;
}

/** Who makes the tensor of a name, under which key, and what is to be done about one that does not fit. */
interface Owner {
  readonly place: Place;
  readonly key: string;
  readonly wayOut?: string;
}

function ownerOf({ layers }: Structure, name: string): Owner {
  const [, layer = '', position, key = ''] = /^layers\.(\d+)\.(?:regularizers\.(\d+)\.)?(.+)$/.exec(name) ?? [];
  if (position === undefined) {
    return { place: { owner: `layer ${layer}`, part: 'update' }, key, wayOut: 'no engine can go on with it' };
  }
  const { plugin } = at(at(layers, Number(layer)).regularizers, Number(position));
  return { place: hookPlace(plugin.name, Number(layer), 'update'), key };
}
