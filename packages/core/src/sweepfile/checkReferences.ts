import type { JsonValue } from '../plugin/json.ts';
import type { Parameter } from '../search/space.ts';
import { firstProblems, listed, suggestion } from './problem.ts';
import type { SchemaProblem } from './schemaProblems.ts';
import type { Choice, ReferencePart, SearchedPart } from './searchedParts.ts';

/** A searched value with its parameter. */
export interface NamedPart extends SearchedPart {
  readonly parameter: Parameter;
}

/** What is wrong with the references of a file: each must lead to a parameter that is drawn wherever it is used. */
export function checkReferences(
  references: readonly ReferencePart[],
  parts: readonly NamedPart[],
): readonly SchemaProblem[] {
  return firstProblems(references, (reference) => {
    const at = [...reference.path, 'ref'];
    const target = targetOf(reference, parts);
    if (target === undefined) return [{ path: at, ...unknownName(reference.name, parts) }];
    if (leadsBack(reference, target, references, parts)) {
      return [{ path: at, message: `\`ref: ${reference.name}\` leads back to where it stands`, notes: [] }];
    }
    const missing = target.within.find((choice) => !reference.within.some((own) => isSame(own, choice)));
    return missing === undefined ? [] : [{ path: at, ...notAlwaysDrawn(reference.name, missing, parts) }];
  });
}

function targetOf({ name }: ReferencePart, parts: readonly NamedPart[]): NamedPart | undefined {
  return parts.find(({ parameter }) => parameter.name === name);
}

function isSame(a: Choice, b: Choice): boolean {
  return a.pointer === b.pointer && a.choice === b.choice;
}

/** Whether the target holds the reference, itself or through the references among its values. */
function leadsBack(
  reference: ReferencePart,
  target: NamedPart,
  references: readonly ReferencePart[],
  parts: readonly NamedPart[],
  seen = new Set<NamedPart>(),
): boolean {
  if (reference.within.some(({ pointer }) => pointer === target.pointer)) return true;
  // What was looked at on one way need not be on another: ways may be many more than parameters.
  if (seen.has(target)) return false;
  seen.add(target);
  return references
    .filter(({ within }) => within.some(({ pointer }) => pointer === target.pointer))
    .some((inner) => {
      const next = targetOf(inner, parts);
      return next !== undefined && leadsBack(reference, next, references, parts, seen);
    });
}

function unknownName(name: string, parts: readonly NamedPart[]): Omit<SchemaProblem, 'path'> {
  const names = [...new Set(parts.map(({ parameter }) => parameter.name))];
  const known = names.length === 0 ? 'the file has no searched values' : `parameters: ${listed(names)}`;
  return { message: `\`ref\` names no parameter: "${name}"`, notes: [...suggestion(name, names), known] };
}

function notAlwaysDrawn(name: string, missing: Choice, parts: readonly NamedPart[]): Omit<SchemaProblem, 'path'> {
  const outer = parts.find(({ pointer }) => pointer === missing.pointer)?.parameter;
  const label: JsonValue = (outer?.domain.type === 'choice' ? outer.domain.labels[missing.choice] : undefined) ?? null;
  return {
    message: `\`${name}\` is drawn only where \`${outer?.name}\` is ${label}, and this \`ref\` may stand without it`,
    notes: ['put the `ref` into the same choice, or take the parameter out of it'],
  };
}
