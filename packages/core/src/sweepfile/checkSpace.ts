import type { JsonObject, JsonValue } from '../plugin/json.ts';
import type { SearchedForm } from '../search/searchedForm.ts';
import type { Parameter } from '../search/space.ts';
import type { NumberType } from './jsonSchema.ts';
import { firstProblems, listed, suggestion } from './problem.ts';
import type { SchemaProblem } from './schemaProblems.ts';
import type { Choice, ReferencePart, SearchedPart } from './searchSpace.ts';

/**
 * What is wrong between the keys of a searched form, which its schema cannot say; paths are relative to the form.
 *
 * @param type the type of the number that a range stands for.
 */
export function checkForm(searched: SearchedForm, type: NumberType | undefined): readonly SchemaProblem[] {
  switch (searched.form) {
    case 'values':
      return [
        ...checkDistinct(searched.values),
        ...checkProbabilities(searched.node.probabilities, searched.values.length),
      ];
    case 'range':
      return checkRange(searched.node, type);
    default:
      return [];
  }
}

/** A value that is listed twice would be trained twice, and nothing could tell the two apart. */
function checkDistinct(values: readonly JsonValue[]): readonly SchemaProblem[] {
  const first = new Map<string, number>();
  return firstProblems(values, (value, i) => {
    const text = JSON.stringify(value);
    const earlier = first.get(text);
    if (earlier === undefined) {
      first.set(text, i);
      return [];
    }
    const message = `\`values[${i}]\` is the same as \`values[${earlier}]\``;
    return [{ path: ['values', i], message, notes: ['list each value once; `probabilities` give one more weight'] }];
  });
}

function checkProbabilities(probabilities: JsonValue | undefined, count: number): readonly SchemaProblem[] {
  if (!Array.isArray(probabilities)) return [];
  const path = ['probabilities'];
  if (probabilities.length !== count) {
    const message = `\`probabilities\` has ${probabilities.length} numbers for ${count} values`;
    return [{ path, message, notes: ['give one probability for each value'] }];
  }
  const sum = probabilities.reduce((total: number, probability) => total + Number(probability), 0);
  if (Number.isNaN(sum) || Math.abs(sum - 1) < 1e-6) return [];
  return [{ path, message: `\`probabilities\` sum to ${Number(sum.toPrecision(6))}; they must sum to 1`, notes: [] }];
}

function checkRange(node: JsonObject, type: NumberType | undefined): readonly SchemaProblem[] {
  const { min, max } = node;
  if (typeof min !== 'number' || typeof max !== 'number') return [];
  const problems: SchemaProblem[] = [];
  if (min > max) {
    problems.push({
      path: ['min'],
      message: `\`min\` is ${min}, above \`max\`, which is ${max}`,
      notes: ['swap them'],
    });
  }
  if (node.log === true && min <= 0) {
    const notes = ['logarithms need numbers above 0: raise `min`, or leave out `log`'];
    problems.push({ path: ['min'], message: `\`min\` is ${min} in a range with \`log: true\``, notes });
  }
  if (node.log === true && 'step' in node) {
    const notes = ['leave out one of the two, or list `values`'];
    problems.push({ path: ['step'], message: '`step` cannot go with `log: true`', notes });
  }
  if (node.log === true) return problems;
  const step = typeof node.step === 'number' ? node.step : undefined;
  return [...problems, ...checkSpan(type === 'integer' ? (step ?? 1) : step, min, max)];
}

/** Numbers so large, or steps so small, that arithmetic does not see them. */
function checkSpan(step: number | undefined, min: number, max: number): readonly SchemaProblem[] {
  if (min >= max) return [];
  if (!Number.isFinite(max - min)) {
    return [{ path: ['max'], message: `from ${min} to ${max} is more than a number can say`, notes: [] }];
  }
  if (step === undefined || (min + step !== min && max - step !== max)) return [];
  const message = `a step of ${step} is lost beside ${Math.max(Math.abs(min), Math.abs(max))}`;
  return [{ path: ['min'], message, notes: ['use larger steps, or smaller numbers'] }];
}

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
