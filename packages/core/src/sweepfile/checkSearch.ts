import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import { pathOf } from '../search/jsonPointer.ts';
import type { SamplerPlugin } from '../search/sampler.ts';
import { LARGEST_GENERATION } from '../search/search.ts';
import type { Space } from '../search/space.ts';
import type { SchemaProblem } from './schemaProblems.ts';
import { configurationSize, pointCount } from './searchSize.ts';
import { MOST_TRIALS } from './sweepSchema.ts';

/** What is wrong between a search, its budget and its space: values that it cannot visit, an end that never comes. */
export function checkSearch(
  { search, replicates, metrics, constraints }: JsonObject,
  space: Space,
  samplers: readonly SamplerPlugin[],
): readonly SchemaProblem[] {
  const { method = 'grid', trials, target } = isJsonObject(search) ? search : {};
  const sampler = samplers.find(({ name }) => name === method);
  if (sampler === undefined) return [];
  // With constraints, nobody knows how many points are left before they are looked at.
  const isOpen = sampler.exhaustible && trials === undefined && !(Array.isArray(constraints) && constraints.length > 0);
  const obstacles = sampler.unsupportedParameters(space).map(({ parameter, message }) => ({
    path: pathOf(parameter.path),
    message: `\`${parameter.name}\`: ${message}`,
    notes: [],
  }));
  return [
    ...obstacles,
    ...checkObjectives(sampler, metrics),
    ...checkBudget(sampler, trials, replicates),
    ...checkTarget(target, metrics),
    ...(isOpen && obstacles.length === 0 ? checkPoints(space, replicates) : []),
    ...checkSize(space, trials, replicates),
  ];
}

function checkPoints(space: Space, replicates: JsonValue = 1): readonly SchemaProblem[] {
  const [points, each] = [pointCount(space), typeof replicates === 'number' ? replicates : 1];
  if (!(points * each > MOST_TRIALS)) return [];
  const message = `every combination is ${points * each} trials; no more than ${MOST_TRIALS} can be planned`;
  const notes = ['list fewer values, use larger steps, or say how many trials to train: `search: { trials: 100 }`'];
  return [{ path: ['search'], message, notes }];
}

/** How many values all configurations of a plan may have together, that it fits into memory. */
const MOST_PLANNED_VALUES = 20_000_000;

function checkSize(space: Space, trials: JsonValue | undefined, replicates: JsonValue = 1): readonly SchemaProblem[] {
  const size = configurationSize(space.template);
  const trained = typeof trials === 'number' ? trials : Math.min(MOST_TRIALS, pointCount(space));
  const configurations = Math.min(LARGEST_GENERATION, trained / (typeof replicates === 'number' ? replicates : 1));
  if (!(size * configurations > MOST_PLANNED_VALUES)) return [];
  const message = `${Math.floor(configurations)} configurations of ${size} values each are too many to plan`;
  return [{ path: ['search'], message, notes: ['train fewer trials, or make the configurations smaller'] }];
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
