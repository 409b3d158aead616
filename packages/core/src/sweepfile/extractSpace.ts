import type { JsonObject } from '../plugin/json.ts';
import { displayPath } from '../search/jsonPointer.ts';
import type { Domain, Space } from '../search/space.ts';
import { checkForm } from './checkForm.ts';
import { checkReferences, type NamedPart } from './checkReferences.ts';
import { choiceLabels } from './choiceLabels.ts';
import type { NumberType } from './jsonSchema.ts';
import { parameterNames } from './parameterNames.ts';
import type { SchemaProblem } from './schemaProblems.ts';
import { type SearchedPart, searchedParts } from './searchedParts.ts';

/** No search makes sense of more; each is a level of every walk over the space. */
const MOST_PARAMETERS = 1000;

/**
 * The search space of a sweep file, and what is wrong with it.
 *
 * @param template the part of the file that may be searched: its dataset, model and train.
 * @param typeAt the type of the number that a range at a pointer stands for; undefined where it stands for none.
 */
export function extractSpace(
  template: JsonObject,
  typeAt: (pointer: string) => NumberType | undefined,
): { readonly space: Space; readonly problems: readonly SchemaProblem[] } {
  const { parts, references } = searchedParts(template, typeAt);
  const named = withParameters(parts);
  const space = { template, parameters: named.map(({ parameter }) => parameter) };
  if (parts.length > MOST_PARAMETERS) {
    const message = `the file has ${parts.length} searched values; no more than ${MOST_PARAMETERS} can be searched`;
    return { space, problems: [{ path: [], message, notes: ['share one draw between places with `{ ref: ... }`'] }] };
  }
  const problems = [
    ...parts.flatMap(({ path, searched, type }) =>
      checkForm(searched, type).map((problem) => ({ ...problem, path: [...path, ...problem.path] })),
    ),
    ...duplicateNames(named),
    ...checkReferences(references, named),
  ];
  return { space, problems };
}

function withParameters(parts: readonly SearchedPart[]): readonly NamedPart[] {
  const given = parts.map(givenName);
  const unnamed = parts.filter((_, i) => given[i] === undefined);
  const names = parameterNames(
    unnamed.map(({ words }) => words),
    given.filter((name) => name !== undefined),
  );
  const made = new Map(unnamed.map((part, i) => [part, names[i]]));
  const nameAt = new Map(parts.map((part, i) => [part.pointer, given[i] ?? made.get(part) ?? '']));
  return parts.map((part) => {
    const name = nameAt.get(part.pointer) ?? '';
    const outer = part.within.at(-1);
    const within =
      outer === undefined ? {} : { within: { parameter: nameAt.get(outer.pointer) ?? '', choice: outer.choice } };
    return { ...part, parameter: { name, path: part.pointer, domain: domainOf(part), ...within } };
  });
}

function givenName({ searched: { node } }: SearchedPart): string | undefined {
  return typeof node.name === 'string' ? node.name : undefined;
}

function domainOf({ searched, type }: SearchedPart): Domain {
  const { node } = searched;
  const integer = type === 'integer';
  switch (searched.form) {
    case 'values': {
      const { probabilities } = node;
      const weights = Array.isArray(probabilities) ? { probabilities: probabilities.map(Number) } : {};
      return { type: 'choice', labels: choiceLabels(searched.values), ...weights };
    }
    case 'distribution': {
      const kind = node.distribution === 'logNormal' ? 'logNormal' : 'normal';
      return { type: kind, mu: Number(node.mu), sigma: Number(node.sigma), integer };
    }
    case 'range': {
      const step = typeof node.step === 'number' ? { step: node.step } : {};
      const [min, max] = [Number(node.min), Number(node.max)];
      return { type: 'range', min, max, integer, log: node.log === true, ...step };
    }
  }
}

function duplicateNames(named: readonly NamedPart[]): readonly SchemaProblem[] {
  const first = new Map<string, NamedPart>();
  return named.flatMap((part) => {
    const { name } = part.parameter;
    const owner = first.get(name);
    if (owner === undefined) {
      first.set(name, part);
      return [];
    }
    // A name that the program made gives way: the one in the file is to blame.
    const blamed = givenName(part) === undefined ? owner : part;
    const notes = [
      `\`${displayPath((blamed === part ? owner : part).path)}\` has it already`,
      'give each a name of its own, or share one draw with `{ ref: ... }`',
    ];
    return [{ path: [...blamed.path, 'name'], message: `the parameter name \`${name}\` is taken`, notes }];
  });
}
