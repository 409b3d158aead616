import type { Locate } from './places.ts';
import type { Problem } from './problem.ts';
import type { SchemaProblem, TextPart } from './schemaProblems.ts';

/** The problems with their places in the file. What several aliases stand for is wrong once. */
export function placeProblems(problems: readonly SchemaProblem[], locate: Locate): readonly Problem[] {
  const placed = problems.map(({ path, key, part, message, notes }) => ({
    message,
    at: narrowed(locate(path, key), part),
    notes,
  }));
  return [...new Map(placed.map((problem) => [keyOf(problem), problem])).values()];
}

/** A text that two problems share only if they read the same: the line is where its number says. */
function keyOf({ message, at, notes }: Problem): string {
  const place = at === undefined || 'override' in at ? at : [at.line, at.column, at.length];
  return JSON.stringify([message, place, notes]);
}

/** The place of a part of a text, where the text stands in the file as it is, in quotes or not; else that of the text. */
function narrowed(at: Problem['at'], part: TextPart | undefined): Problem['at'] {
  if (part === undefined || at === undefined || 'override' in at) return at;
  const written = at.text.slice(at.column - 1, at.column - 1 + at.length);
  const offset = [written, written.slice(1, -1)].indexOf(part.text);
  if (offset === -1) return at;
  return { ...at, column: at.column + offset + part.start, length: Math.max(1, part.end - part.start) };
}
