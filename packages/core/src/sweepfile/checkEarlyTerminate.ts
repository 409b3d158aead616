import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import type { Path } from '../search/jsonPointer.ts';
import type { PrunerPlugin } from '../search/pruner.ts';
import type { SchemaProblem } from './schemaProblems.ts';

/** What is wrong between the ways to end trials early, and between them and the metric that they judge by. */
export function checkEarlyTerminate(
  { earlyTerminate, metrics }: JsonObject,
  pruners: readonly PrunerPlugin[],
): readonly SchemaProblem[] {
  const used = usedPruners(earlyTerminate, pruners);
  return used.length === 0 ? [] : [...checkMetric(metrics), ...checkSeveral(used)];
}

/** A pruner that a sweep names, and where. */
interface UsedPruner {
  readonly plugin: PrunerPlugin;
  readonly path: Path;
}

function usedPruners(value: JsonValue | undefined, pruners: readonly PrunerPlugin[]): readonly UsedPruner[] {
  const at = (path: Path, use: JsonValue | undefined): readonly UsedPruner[] => {
    const plugin = pruners.find(({ name }) => isJsonObject(use) && use.use === name);
    return plugin === undefined ? [] : [{ plugin, path: [...path, 'use'] }];
  };
  if (!Array.isArray(value)) return at(['earlyTerminate'], value);
  return value.flatMap((use: JsonValue, i) => at(['earlyTerminate', i], use));
}

function checkMetric(metrics: JsonValue | undefined): readonly SchemaProblem[] {
  const [first]: readonly JsonValue[] = Array.isArray(metrics) ? metrics : [];
  if (first === undefined) {
    const message = 'trials are ended early by the first of `metrics`, and there is none';
    const notes = ['add `metrics: [{ name: validation.loss, goal: minimize }]`'];
    return [{ path: ['earlyTerminate'], message, notes }];
  }
  const name = isJsonObject(first) ? first.name : undefined;
  if (typeof name !== 'string' || !name.endsWith('.zeroFraction')) return [];
  const message = `trials are ended early by the first metric, and \`${name}\` is only measured at the end`;
  const notes = ['put a loss or an accuracy first'];
  return [{ path: ['metrics', 0, 'name'], message, notes }];
}

function checkSeveral(used: readonly UsedPruner[]): readonly SchemaProblem[] {
  const [first, second] = used.filter(({ plugin }) => plugin.compares);
  if (first === undefined || second === undefined) return [];
  const message = `\`${second.plugin.name}\` compares trials with each other, and \`${first.plugin.name}\` does already`;
  return [{ path: second.path, message, notes: ['use one of them'] }];
}
