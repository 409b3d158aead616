import type { Locate } from './places.ts';
import type { Problem } from './problem.ts';
import type { SchemaProblem } from './schemaProblems.ts';

/** The problems with their places in the file. What several aliases stand for is wrong once. */
export function placeProblems(problems: readonly SchemaProblem[], locate: Locate): readonly Problem[] {
  const placed = problems.map(({ path, key, message, notes }) => ({ message, at: locate(path, key), notes }));
  return [...new Map(placed.map((problem) => [JSON.stringify(problem), problem])).values()];
}
