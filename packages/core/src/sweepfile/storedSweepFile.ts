import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import type { Space } from '../search/space.ts';
import { checkSpace } from './checkSpace.ts';
import { templateOf } from './readSweep.ts';
import { extractSpace } from './searchSpace.ts';
import { parseSweepDocument } from './sweepDocument.ts';
import { OBJECTIVES } from './sweepSchema.ts';
import type { Objective } from './sweepSpec.ts';

/** The search space and the metrics of a stored sweep. */
export interface StoredProblem {
  readonly space: Space;
  readonly metrics: readonly Objective[];
}

/**
 * The search space and the metrics of a stored sweep file. Its plugins are not loaded, since they may be gone: ranges
 * of whole numbers become ranges of real numbers. Undefined for a text that is not a sweep file.
 */
export function storedProblem(yaml: string): StoredProblem | undefined {
  const parsed = parseSweepDocument(yaml);
  if ('problems' in parsed) return undefined;
  const { data } = parsed.document;
  const extracted = extractSpace(templateOf(data), () => 'number');
  return checkSpace(extracted).length > 0 ? undefined : { space: extracted.space, metrics: metricsOf(data) };
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

/** The question of a stored sweep file, if it has one. */
export function sweepQuestion(yaml: string): string | undefined {
  const parsed = parseSweepDocument(yaml);
  if ('problems' in parsed) return undefined;
  const { question } = parsed.document.data;
  return typeof question === 'string' ? question : undefined;
}
