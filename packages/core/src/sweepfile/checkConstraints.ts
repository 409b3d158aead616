import type { JsonValue } from '../plugin/json.ts';
import { compileConstraint } from '../search/constraint/constraint.ts';
import { ExpressionError } from '../search/constraint/term.ts';
import type { Space } from '../search/space.ts';
import { allowedNote, firstProblems, suggestion } from './problem.ts';
import type { SchemaProblem } from './schemaProblems.ts';

/** What is wrong with the constraints of a sweep file: of each the first flaw, where it stands in the text. */
export function checkConstraints(constraints: JsonValue | undefined, space: Space): readonly SchemaProblem[] {
  if (!Array.isArray(constraints)) return [];
  return firstProblems(constraints, (text: JsonValue, i) => {
    const flaw = typeof text === 'string' ? flawOf(text, space) : undefined;
    if (typeof text !== 'string' || flaw === undefined) return [];
    const { message, start, end, notes, unknown } = flaw;
    const meant =
      unknown === undefined ? [] : [...suggestion(unknown.written, unknown.allowed), allowedNote(unknown.allowed)];
    return [{ path: ['constraints', i], part: { text, start, end }, message, notes: [...notes, ...meant] }];
  });
}

function flawOf(text: string, space: Space): ExpressionError | undefined {
  try {
    compileConstraint(text, space);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof ExpressionError) return thrown;
    throw thrown;
  }
}
