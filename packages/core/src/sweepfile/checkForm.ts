import type { JsonObject, JsonValue } from '../plugin/json.ts';
import type { SearchedForm } from '../search/configure.ts';
import type { NumberType } from './jsonSchema.ts';
import { firstProblems } from './problem.ts';
import type { SchemaProblem } from './schemaProblems.ts';

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
