import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import { enqueuedValues } from '../search/enqueued.ts';
import type { Space } from '../search/space.ts';
import { allowedNote, firstProblems, suggestion } from './problem.ts';
import type { SchemaProblem } from './schemaProblems.ts';

/** What is wrong with the configurations that a sweep file puts first. */
export function checkEnqueued({ search, replicates = 1 }: JsonObject, space: Space): readonly SchemaProblem[] {
  const { enqueue, trials } = isJsonObject(search) ? search : {};
  if (!Array.isArray(enqueue)) return [];
  const names = space.parameters.map(({ name }) => name);
  const problems = firstProblems(enqueue, (entry: JsonValue, i) => {
    if (!isJsonObject(entry)) return [];
    return enqueuedValues(entry, space).flaws.map(({ name, message, notes, isUnknown }) => ({
      path: ['search', 'enqueue', i],
      key: name,
      message,
      notes: isUnknown ? [...suggestion(name, names), allowedNote(names)] : notes,
    }));
  });
  return [...problems, ...checkCount(enqueue.length, trials, replicates)];
}

function checkCount(
  count: number,
  trials: JsonValue | undefined,
  replicates: JsonValue | undefined,
): readonly SchemaProblem[] {
  if (typeof trials !== 'number' || typeof replicates !== 'number' || count * replicates <= trials) return [];
  const message = `\`enqueue\` lists ${count} configurations, and \`trials: ${trials}\` is not enough for them`;
  const notes = [`set trials to ${count * replicates} or more`];
  return [{ path: ['search', 'enqueue'], message, notes }];
}
