import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import { compileConstraint } from '../search/constraint/constraint.ts';
import { ExpressionFlaw } from '../search/constraint/flaw.ts';
import { enqueuedValues } from '../search/enqueued.ts';
import { isFiniteDomain, valueCount } from '../search/enumeration.ts';
import { type Path, pathOf } from '../search/jsonPointer.ts';
import type { PrunerPlugin } from '../search/pruner.ts';
import type { SamplerPlugin } from '../search/sampler.ts';
import { LARGEST_GENERATION } from '../search/search.ts';
import { searchedForm } from '../search/searchedForm.ts';
import type { Parameter, Space } from '../search/space.ts';
import { allowedNote, firstProblems, suggestion } from './problem.ts';
import type { SchemaProblem } from './schemaProblems.ts';
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

/** How many points a finite space has; infinite for any other. */
function pointCount({ parameters }: Space): number {
  const inside = Map.groupBy(parameters, ({ within }) => (within ? choiceKey(within.parameter, within.choice) : ''));

  function product(key: string): number {
    return (inside.get(key) ?? []).reduce((count, parameter) => count * valuesOf(parameter), 1);
  }

  function valuesOf({ name, domain }: Parameter): number {
    if (!isFiniteDomain(domain)) return Number.POSITIVE_INFINITY;
    if (domain.type !== 'choice') return valueCount(domain);
    return domain.labels.reduce<number>((count, _label, choice) => count + product(choiceKey(name, choice)), 0);
  }

  return product('');
}

function choiceKey(parameter: string, choice: number): string {
  return `${choice} ${parameter}`;
}

/** How many values a configuration of a file has at most, as they are written there. */
function configurationSize(value: JsonValue): number {
  if (searchedForm(value)?.form === 'values' && isJsonObject(value) && Array.isArray(value.values)) {
    return value.values.reduce<number>((most, item: JsonValue) => Math.max(most, configurationSize(item)), 0);
  }
  const parts: readonly JsonValue[] = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return parts.reduce<number>((count, part) => count + configurationSize(part), 1);
}

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

function flawOf(text: string, space: Space): ExpressionFlaw | undefined {
  try {
    compileConstraint(text, space);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof ExpressionFlaw) return thrown;
    throw thrown;
  }
}

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
