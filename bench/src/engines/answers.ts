import { isJsonObject, type JsonObject, type JsonValue } from '@sparsweep/core/plugin';

/**
 * Reads a line that a measuring program printed.
 *
 * @throws Error quoting a line that is not a JSON object.
 */
export function parseAnswer(line: string): JsonObject {
  const answer = parsed(line);
  if (isJsonObject(answer)) return answer;
  throw new Error(`a measuring program printed ${JSON.stringify(line)}, which is not a JSON object`);
}

/** The number of that name in an answer, above 0. */
export function readNumber(answer: JsonObject, name: string): number {
  const value = answer[name];
  if (typeof value === 'number' && value > 0) return value;
  throw unexpected(answer, name, 'a number above 0');
}

/** The numbers of that name in an answer. */
export function readNumbers(answer: JsonObject, name: string): readonly number[] {
  const value = answer[name];
  if (Array.isArray(value) && value.every((element) => typeof element === 'number')) return value;
  throw unexpected(answer, name, 'numbers');
}

/** The text of that name in an answer. */
export function readText(answer: JsonObject, name: string): string {
  const value = answer[name];
  if (typeof value === 'string') return value;
  throw unexpected(answer, name, 'text');
}

function parsed(line: string): JsonValue | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function unexpected(answer: JsonObject, name: string, wanted: string): Error {
  return new Error(
    `a measuring program was to answer with ${wanted} as ${name}, but printed ${JSON.stringify(answer)}`,
  );
}
