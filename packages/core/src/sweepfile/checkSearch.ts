import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import { searchedForm } from '../search/configure.ts';
import { compileConstraint } from '../search/constraint/constraint.ts';
import { ExpressionError } from '../search/constraint/term.ts';
import { enqueuedValues } from '../search/enqueued.ts';
import { isFiniteDomain, valueCount } from '../search/enumeration.ts';
import { type Path, pathOf } from '../search/jsonPointer.ts';
import type { PrunerPlugin } from '../search/pruner.ts';
import type { SamplerPlugin } from '../search/sampler.ts';
import { LARGEST_GENERATION } from '../search/search.ts';
import type { Parameter, Space } from '../search/space.ts';
import type { Message } from './messages/messages.ts';
import { nearest } from './nearest.ts';
import { firstProblems, type PathProblem } from './problem.ts';
import { MOST_TRIALS } from './sweepSchema.ts';

/** What is wrong between a search method, its budget, its metrics and the search space. */
export function checkSearch(
  { search, replicates, metrics, constraints }: JsonObject,
  space: Space,
  samplers: readonly SamplerPlugin[],
): readonly PathProblem[] {
  const { method = 'grid', trials, target } = isJsonObject(search) ? search : {};
  const sampler = samplers.find(({ name }) => name === method);
  if (sampler === undefined) return [];
  // How many configurations satisfy constraints is unknown before all are tried.
  const isOpen = sampler.exhaustible && trials === undefined && !(Array.isArray(constraints) && constraints.length > 0);
  const unsupported = checkParameters(sampler, space);
  return [
    ...unsupported,
    ...checkObjectives(sampler, metrics),
    ...checkBudget(sampler, trials, replicates),
    ...checkTarget(target, metrics),
    ...(isOpen && unsupported.length === 0 ? checkCombinations(space, replicates) : []),
    ...checkSize(space, trials, replicates),
  ];
}

function checkParameters(sampler: SamplerPlugin, space: Space): readonly PathProblem[] {
  return sampler.unsupportedParameters(space).map(({ parameter: { name, path }, message }) => {
    return { path: pathOf(path), id: 'unsupported-parameter', data: { name, reason: message } };
  });
}

function checkCombinations(space: Space, replicates: JsonValue = 1): readonly PathProblem[] {
  const count = configurationCount(space) * (typeof replicates === 'number' ? replicates : 1);
  if (!(count > MOST_TRIALS)) return [];
  return [{ path: ['search'], id: 'too-many-trials', data: { count, limit: MOST_TRIALS } }];
}

/** How many values all configurations of a plan can have together and still fit into memory. */
const MOST_PLANNED_VALUES = 20_000_000;

function checkSize(space: Space, trials: JsonValue | undefined, replicates: JsonValue = 1): readonly PathProblem[] {
  const values = configurationSize(space.template);
  const trained = typeof trials === 'number' ? trials : Math.min(MOST_TRIALS, configurationCount(space));
  const count = Math.min(LARGEST_GENERATION, trained / (typeof replicates === 'number' ? replicates : 1));
  if (!(values * count > MOST_PLANNED_VALUES)) return [];
  return [{ path: ['search'], id: 'too-large-plan', data: { configurations: Math.floor(count), values } }];
}

function checkTarget(target: JsonValue | undefined, metrics: JsonValue | undefined): readonly PathProblem[] {
  const hasMetric = Array.isArray(metrics) && metrics.length > 0;
  if (target === undefined || hasMetric) return [];
  return [{ path: ['search', 'target'], id: 'target-needs-metric', data: {} }];
}

function checkObjectives(
  { name: method, objectives: { least, most } }: SamplerPlugin,
  metrics: JsonValue | undefined,
): readonly PathProblem[] {
  const count = Array.isArray(metrics) ? metrics.length : 0;
  if (count < least) return [{ path: ['search', 'method'], id: 'method-needs-metric', data: { method } }];
  return count > most ? [{ path: ['metrics'], id: 'too-many-metrics', data: { method, count } }] : [];
}

function checkBudget(
  { name: method, exhaustible }: SamplerPlugin,
  trials: JsonValue | undefined,
  replicates: JsonValue | undefined,
): readonly PathProblem[] {
  if (trials === undefined && !exhaustible) return [{ path: ['search'], id: 'unlimited-search', data: { method } }];
  if (typeof trials !== 'number' || typeof replicates !== 'number' || trials >= replicates) return [];
  return [{ path: ['search', 'trials'], id: 'too-few-trials', data: { trials, replicates } }];
}

/** How many configurations a finite space has; infinite for any other. */
function configurationCount({ parameters }: Space): number {
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

/** How many values a configuration of a file has at most, without defaults. */
function configurationSize(value: JsonValue): number {
  if (searchedForm(value)?.form === 'values' && isJsonObject(value) && Array.isArray(value.values)) {
    return value.values.reduce<number>((most, item: JsonValue) => Math.max(most, configurationSize(item)), 0);
  }
  const parts: readonly JsonValue[] = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return parts.reduce<number>((count, part) => count + configurationSize(part), 1);
}

/** What is wrong between the pruners of a sweep, and between them and the metric that they judge trials by. */
export function checkEarlyTerminate(
  { earlyTerminate, metrics }: JsonObject,
  pruners: readonly PrunerPlugin[],
): readonly PathProblem[] {
  const used = usedPruners(earlyTerminate, pruners);
  return used.length === 0 ? [] : [...checkMetric(metrics), ...checkComparing(used)];
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

function checkMetric(metrics: JsonValue | undefined): readonly PathProblem[] {
  const [first]: readonly JsonValue[] = Array.isArray(metrics) ? metrics : [];
  if (first === undefined) return [{ path: ['earlyTerminate'], id: 'pruner-needs-metric', data: {} }];
  const metric = isJsonObject(first) ? first.name : undefined;
  if (typeof metric !== 'string' || !metric.endsWith('.zeroFraction')) return [];
  return [{ path: ['metrics', 0, 'name'], id: 'pruner-needs-epochs', data: { metric } }];
}

function checkComparing(used: readonly UsedPruner[]): readonly PathProblem[] {
  const [first, second] = used.filter(({ plugin }) => plugin.compares);
  if (first === undefined || second === undefined) return [];
  const data = { pruner: second.plugin.name, other: first.plugin.name };
  return [{ path: second.path, id: 'several-comparing-pruners', data }];
}

/** The first problem of each constraint of a sweep file, at its place in the text of the constraint. */
export function checkConstraints(constraints: JsonValue | undefined, space: Space): readonly PathProblem[] {
  if (!Array.isArray(constraints)) return [];
  return firstProblems(constraints, (text: JsonValue, i) => {
    const flaw = typeof text === 'string' ? expressionError(text, space) : undefined;
    if (typeof text !== 'string' || flaw === undefined) return [];
    const { start, end } = flaw;
    return [{ path: ['constraints', i], part: { text, start, end }, ...invalidConstraint(flaw) }];
  });
}

function expressionError(text: string, space: Space): ExpressionError | undefined {
  try {
    compileConstraint(text, space);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof ExpressionError) return thrown;
    throw thrown;
  }
}

function invalidConstraint({ message: reason, notes, unknown }: ExpressionError): Message {
  if (unknown === undefined) return { id: 'invalid-constraint', data: { reason, notes } };
  const { written, allowed } = unknown;
  return { id: 'invalid-constraint', data: { reason, notes, meant: nearest(written, allowed), allowed } };
}

/** What is wrong with the configurations to try first. */
export function checkEnqueued({ search, replicates = 1 }: JsonObject, space: Space): readonly PathProblem[] {
  const { enqueue, trials } = isJsonObject(search) ? search : {};
  if (!Array.isArray(enqueue)) return [];
  const available = space.parameters.map(({ name }) => name);
  const problems = firstProblems(enqueue, (entry: JsonValue, i) => {
    if (!isJsonObject(entry)) return [];
    return enqueuedValues(entry, space).flaws.map(({ name, message: reason, notes, isUnknown }): PathProblem => {
      const place = { path: ['search', 'enqueue', i], key: name };
      if (!isUnknown) return { ...place, id: 'invalid-enqueued-value', data: { reason, notes } };
      return { ...place, id: 'unknown-parameter', data: { name, meant: nearest(name, available), available } };
    });
  });
  return [...problems, ...checkCount(enqueue.length, trials, replicates)];
}

function checkCount(
  count: number,
  trials: JsonValue | undefined,
  replicates: JsonValue | undefined,
): readonly PathProblem[] {
  if (typeof trials !== 'number' || typeof replicates !== 'number' || count * replicates <= trials) return [];
  const data = { count, trials, needed: count * replicates };
  return [{ path: ['search', 'enqueue'], id: 'too-few-trials-to-enqueue', data }];
}
