import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import { pathOf } from '../search/jsonPointer.ts';
import type { SamplerPlugin } from '../search/sampler.ts';
import type { Space } from '../search/space.ts';
import type { SchemaProblem } from './schemaProblems.ts';

/** What is wrong between a search, its budget and its space: values that it cannot visit, an end that never comes. */
export function checkSearch(
  { search, replicates, metrics }: JsonObject,
  space: Space,
  samplers: readonly SamplerPlugin[],
): readonly SchemaProblem[] {
  const { method = 'grid', trials, target } = isJsonObject(search) ? search : {};
  const sampler = samplers.find(({ name }) => name === method);
  if (sampler === undefined) return [];
  const obstacles = sampler.obstacles(space).map(({ parameter, message }) => ({
    path: pathOf(parameter.path),
    message: `\`${parameter.name}\`: ${message}`,
    notes: [],
  }));
  return [
    ...obstacles,
    ...checkObjectives(sampler, metrics),
    ...checkBudget(sampler, trials, replicates),
    ...checkTarget(target, metrics),
  ];
}

function checkTarget(target: JsonValue | undefined, metrics: JsonValue | undefined): readonly SchemaProblem[] {
  const hasMetric = Array.isArray(metrics) && metrics.length > 0;
  if (target === undefined || hasMetric) return [];
  const notes = ['say of what it is the target: `metrics: [{ name: validation.accuracy, goal: maximize }]`'];
  return [{ path: ['search', 'target'], message: '`target` needs a metric', notes }];
}

function checkObjectives(
  { name, objectives: { least, most } }: SamplerPlugin,
  metrics: JsonValue | undefined,
): readonly SchemaProblem[] {
  const count = Array.isArray(metrics) ? metrics.length : 0;
  if (count >= least && count <= most) return [];
  if (count < least) {
    const notes = ['say what to search by: `metrics: [{ name: validation.accuracy, goal: maximize }]`'];
    return [{ path: ['search', 'method'], message: `\`method: ${name}\` needs a metric to search by`, notes }];
  }
  const message = `\`method: ${name}\` searches by one metric, and there are ${count}`;
  return [{ path: ['metrics'], message, notes: ['for several, search with `method: nsga2`'] }];
}

function checkBudget(
  { name, exhaustible }: SamplerPlugin,
  trials: JsonValue | undefined,
  replicates: JsonValue | undefined,
): readonly SchemaProblem[] {
  if (trials === undefined && !exhaustible) {
    const notes = ['say how many trials to train: `trials: 100`'];
    return [{ path: ['search'], message: `\`method: ${name}\` never ends by itself`, notes }];
  }
  if (typeof trials !== 'number' || typeof replicates !== 'number' || trials >= replicates) return [];
  const message = `\`trials\` is ${trials}, not enough for the ${replicates} replicates of one configuration`;
  return [{ path: ['search', 'trials'], message, notes: ['trials are counted with their replicates'] }];
}
