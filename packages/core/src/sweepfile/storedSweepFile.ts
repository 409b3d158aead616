import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import type { Space } from '../search/space.ts';
import { templateOf } from './readSweep.ts';
import { extractSpace } from './searchSpace.ts';
import { parseSweepDocument } from './sweepDocument.ts';
import { OBJECTIVES } from './sweepSchema.ts';
import type { Objective } from './sweepSpec.ts';

/** What a stored sweep searched, and by what. */
export interface StoredProblem {
  readonly space: Space;
  readonly metrics: readonly Objective[];
}

/**
 * What a stored sweep file searches, and by what, so far as it says without its plugins, which may be gone: ranges of
 * whole numbers are taken for ranges of real ones. Undefined for a text that is no sweep file.
 */
export function storedProblem(yaml: string): StoredProblem | undefined {
  const parsed = parseSweepDocument(yaml);
  if ('problems' in parsed) return undefined;
  const { data } = parsed.document;
  const { space, problems } = extractSpace(templateOf(data), () => 'number');
  return problems.length > 0 ? undefined : { space, metrics: metricsOf(data) };
}

function metricsOf({ metrics }: JsonObject): readonly Objective[] {
  return Array.isArray(metrics) ? metrics.flatMap(objectiveOf) : [];
}

function objectiveOf(metric: JsonValue): readonly Objective[] {
  if (!isJsonObject(metric)) return [];
  const name = OBJECTIVES.find((objective) => objective === metric.name);
  const { goal } = metric;
  return name !== undefined && (goal === 'maximize' || goal === 'minimize') ? [{ name, goal }] : [];
}

/** The question that a stored sweep file asks, if it says. */
export function sweepQuestion(yaml: string): string | undefined {
  const parsed = parseSweepDocument(yaml);
  if ('problems' in parsed) return undefined;
  const { question } = parsed.document.data;
  return typeof question === 'string' ? question : undefined;
}
