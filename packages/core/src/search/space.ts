import type { JsonObject, JsonValue } from '../plugin/json.ts';

/** The values that a parameter may take. */
export type Domain =
  | {
      readonly type: 'choice';
      /** What the store shows for each choice: the value, or a label for a sub-tree. */
      readonly labels: readonly JsonValue[];
      /** One probability per choice, summing to 1; equal if absent. */
      readonly probabilities?: readonly number[];
    }
  | {
      readonly type: 'range';
      readonly min: number;
      readonly max: number;
      readonly integer: boolean;
      /** Uniform in the logarithm. */
      readonly log: boolean;
      /** Only min, min + step, ... up to max. */
      readonly step?: number;
    }
  | { readonly type: 'normal' | 'logNormal'; readonly mu: number; readonly sigma: number; readonly integer: boolean };

/** One searched value of a sweep file. */
export interface Parameter {
  readonly name: string;
  /** JSON pointer of the searched value in the sweep file. */
  readonly path: string;
  readonly domain: Domain;
  /** The choice of another parameter that this one depends on: it exists only in draws with that choice. */
  readonly within?: { readonly parameter: string; readonly choice: number };
}

/** The search space: the searched part of a sweep file and its parameters, in file order. */
export interface Space {
  readonly template: JsonObject;
  readonly parameters: readonly Parameter[];
}

/** A value for each parameter that exists, by name: the index of a choice, or a number. */
export type Draw = Readonly<Record<string, number>>;

/** The value of a parameter in a draw, if it exists there. */
export function drawnOf(draw: Draw, name: string): number | undefined {
  // A parameter may be called `constructor`, which every object has.
  return Object.hasOwn(draw, name) ? draw[name] : undefined;
}

/** Whether a parameter exists, given the choices drawn so far. */
export function isActive({ within }: Parameter, draw: Draw): boolean {
  return within === undefined || drawnOf(draw, within.parameter) === within.choice;
}

/** Makes a draw by calling `choose` for each parameter that exists in it, in order. */
export function makeDraw(space: Space, choose: (parameter: Parameter, index: number) => number): Draw {
  const draw: Record<string, number> = {};
  for (const [index, parameter] of space.parameters.entries()) {
    if (!isActive(parameter, draw)) continue;
    const { name } = parameter;
    const value = choose(parameter, index);
    // A parameter may be called `__proto__`; assigning that would set the prototype.
    if (name in draw)
      Object.defineProperty(draw, name, { value, enumerable: true, configurable: true, writable: true });
    else draw[name] = value;
  }
  return draw;
}

/** A text that identifies a draw. */
export function drawKey(space: Space, draw: Draw): string {
  let key = '';
  for (const { name } of space.parameters) key += `${drawnOf(draw, name) ?? ''} `;
  return key;
}

/** What the store shows for a draw: labels for choices, numbers as they are. */
export function drawnValues(space: Space, draw: Draw): JsonObject {
  return Object.fromEntries(
    space.parameters.flatMap(({ name, domain }) => {
      const drawn = drawnOf(draw, name);
      if (drawn === undefined) return [];
      return [[name, domain.type === 'choice' ? (domain.labels[drawn] ?? null) : drawn]];
    }),
  );
}
