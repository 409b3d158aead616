import type { JsonObject, JsonValue } from '../plugin/json.ts';
import { displayPath } from '../search/jsonPointer.ts';
import type { NumberType } from './jsonSchema.ts';
import type { Message } from './messages/messages.ts';
import { nearest } from './nearest.ts';
import { firstProblems, type PathProblem } from './problem.ts';
import type { Choice, ExtractedSpace, NamedPart, ReferencePart } from './searchSpace.ts';

/** No search makes sense of more parameters, and each adds a level to every recursion over the space. */
const MOST_PARAMETERS = 1000;

/** What is wrong with a search space: with single ranges and sets of values, with names, and with references. */
export function checkSpace({ parts, references }: ExtractedSpace): readonly PathProblem[] {
  if (parts.length > MOST_PARAMETERS) {
    return [{ path: [], id: 'too-many-parameters', data: { count: parts.length, limit: MOST_PARAMETERS } }];
  }
  return [...parts.flatMap(checkForm), ...checkNames(parts), ...checkReferences(references, parts)];
}

/** What is wrong between the keys of a searched form, which its schema cannot express. */
function checkForm({ path, searched, type }: NamedPart): readonly PathProblem[] {
  return problemsOf().map((problem) => ({ ...problem, path: [...path, ...problem.path] }));

  function problemsOf(): readonly PathProblem[] {
    const { node } = searched;
    switch (searched.form) {
      case 'values':
        return [...checkDistinct(searched.values), ...checkProbabilities(node.probabilities, searched.values.length)];
      case 'range':
        return checkRange(node, type);
      default:
        return [];
    }
  }
}

/** A value that is listed twice would be trained twice, and results could not tell the two apart. */
function checkDistinct(values: readonly JsonValue[]): readonly PathProblem[] {
  const first = new Map<string, number>();
  return firstProblems(values, (value, index) => {
    const text = JSON.stringify(value);
    const earlier = first.get(text);
    if (earlier !== undefined) return [{ path: ['values', index], id: 'duplicate-value', data: { index, earlier } }];
    first.set(text, index);
    return [];
  });
}

function checkProbabilities(probabilities: JsonValue | undefined, count: number): readonly PathProblem[] {
  if (!Array.isArray(probabilities)) return [];
  const path = ['probabilities'];
  if (probabilities.length !== count) {
    return [{ path, id: 'probabilities-count', data: { probabilities: probabilities.length, values: count } }];
  }
  const sum = probabilities.reduce((total: number, probability) => total + Number(probability), 0);
  if (Number.isNaN(sum) || Math.abs(sum - 1) < 1e-6) return [];
  return [{ path, id: 'probabilities-sum', data: { sum: Number(sum.toPrecision(6)) } }];
}

function checkRange(node: JsonObject, type: NumberType | undefined): readonly PathProblem[] {
  const { min, max } = node;
  if (typeof min !== 'number' || typeof max !== 'number') return [];
  const problems: PathProblem[] = [];
  if (min > max) problems.push({ path: ['min'], id: 'range-reversed', data: { min, max } });
  if (node.log === true) {
    if (min <= 0) problems.push({ path: ['min'], id: 'log-range-not-positive', data: { min } });
    if ('step' in node) problems.push({ path: ['step'], id: 'step-with-log', data: {} });
    return problems;
  }
  const step = typeof node.step === 'number' ? node.step : undefined;
  return [...problems, ...checkPrecision(type === 'integer' ? (step ?? 1) : step, min, max)];
}

/** Ranges so wide, or steps so small, that floating-point arithmetic fails. */
function checkPrecision(step: number | undefined, min: number, max: number): readonly PathProblem[] {
  if (min >= max) return [];
  if (!Number.isFinite(max - min)) return [{ path: ['max'], id: 'range-too-wide', data: { min, max } }];
  if (step === undefined || (min + step !== min && max - step !== max)) return [];
  const value = Math.max(Math.abs(min), Math.abs(max));
  return [{ path: ['min'], id: 'step-too-small', data: { step, value } }];
}

function checkNames(parts: readonly NamedPart[]): readonly PathProblem[] {
  const first = new Map<string, NamedPart>();
  return parts.flatMap((part): readonly PathProblem[] => {
    const { name } = part.parameter;
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, part);
      return [];
    }
    // Only a name that the file gives can be changed.
    const [wrong, owner] = part.isNamed ? [part, earlier] : [earlier, part];
    return [
      { path: [...wrong.path, 'name'], id: 'duplicate-parameter', data: { name, owner: displayPath(owner.path) } },
    ];
  });
}

/** Each reference must lead to a parameter that exists wherever the reference is used. */
function checkReferences(references: readonly ReferencePart[], parts: readonly NamedPart[]): readonly PathProblem[] {
  return firstProblems(references, (reference) => {
    const path = [...reference.path, 'ref'];
    const { name } = reference;
    const target = targetOf(reference, parts);
    if (target === undefined) return [{ path, ...unknownParameter(name, parts) }];
    if (leadsBack(reference, target, references, parts)) return [{ path, id: 'circular-reference', data: { name } }];
    const missing = target.within.find((choice) => !reference.within.some((own) => isSame(own, choice)));
    return missing === undefined ? [] : [{ path, ...conditionalReference(name, missing, parts) }];
  });
}

function targetOf({ name }: ReferencePart, parts: readonly NamedPart[]): NamedPart | undefined {
  return parts.find(({ parameter }) => parameter.name === name);
}

function isSame(a: Choice, b: Choice): boolean {
  return a.pointer === b.pointer && a.choice === b.choice;
}

/** Whether the target contains the reference, directly or through references among its values. */
function leadsBack(
  reference: ReferencePart,
  target: NamedPart,
  references: readonly ReferencePart[],
  parts: readonly NamedPart[],
  seen = new Set<NamedPart>(),
): boolean {
  if (reference.within.some(({ pointer }) => pointer === target.pointer)) return true;
  // Each target is visited once: there can be many more paths than targets.
  if (seen.has(target)) return false;
  seen.add(target);
  return references
    .filter(({ within }) => within.some(({ pointer }) => pointer === target.pointer))
    .some((inner) => {
      const next = targetOf(inner, parts);
      return next !== undefined && leadsBack(reference, next, references, parts, seen);
    });
}

function unknownParameter(name: string, parts: readonly NamedPart[]): Message {
  const available = [...new Set(parts.map(({ parameter }) => parameter.name))];
  return { id: 'unknown-parameter', data: { name, meant: nearest(name, available), available } };
}

function conditionalReference(name: string, missing: Choice, parts: readonly NamedPart[]): Message {
  const outer = parts.find(({ pointer }) => pointer === missing.pointer)?.parameter;
  const label: JsonValue = (outer?.domain.type === 'choice' ? outer.domain.labels[missing.choice] : undefined) ?? null;
  return { id: 'conditional-reference', data: { name, outer: String(outer?.name), label: String(label) } };
}
