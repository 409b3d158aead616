import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import type { Path } from '../search/jsonPointer.ts';
import type { PathProblem } from './problem.ts';

/**
 * What is wrong between the values of a configuration, which no schema can express.
 *
 * @param configuration `dataset`, `model` and `train`: of a drawn configuration, or as a sweep file has them; searched
 *   values in it are not checked.
 * @param metrics the metrics of the sweep.
 */
export function checkRelations(configuration: JsonObject, metrics: JsonValue | undefined): readonly PathProblem[] {
  const split = splitOf(configuration);
  const model = isJsonObject(configuration.model) ? configuration.model : {};
  return [
    ...(split === undefined ? [] : [...checkSum(split), ...checkMetrics(split, metrics)]),
    ...checkAccuracy(model, metrics),
    ...checkTied(model),
    ...checkSchedules(configuration, []),
  ];
}

interface Fractions {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
}

/** The fractions of the split, if all of them are fixed. */
function splitOf({ dataset }: JsonObject): Fractions | undefined {
  const split = isJsonObject(dataset) ? dataset.split : undefined;
  if (!isJsonObject(split)) return undefined;
  const { train, validation = 0, test = 0 } = split;
  return isFraction(train) && isFraction(validation) && isFraction(test) ? { train, validation, test } : undefined;
}

function isFraction(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function checkSum({ train, validation, test }: Fractions): readonly PathProblem[] {
  const sum = train + validation + test;
  if (Math.abs(sum - 1) < 1e-9) return [];
  return [{ path: ['dataset', 'split'], id: 'split-sum', data: { sum: Number(sum.toPrecision(6)) } }];
}

function checkMetrics({ validation }: Fractions, metrics: JsonValue | undefined): readonly PathProblem[] {
  if (validation > 0) return [];
  return metricNames(metrics)
    .filter(({ metric }) => metric.startsWith('validation.'))
    .map(({ metric, path }) => ({ path, id: 'no-validation-split', data: { metric } }));
}

function checkAccuracy({ task }: JsonObject, metrics: JsonValue | undefined): readonly PathProblem[] {
  if (task !== 'reconstruction') return [];
  return metricNames(metrics)
    .filter(({ metric }) => metric.endsWith('.accuracy'))
    .map(({ metric, path }) => ({ path, id: 'accuracy-of-reconstruction', data: { metric } }));
}

function metricNames(metrics: JsonValue | undefined): readonly { readonly metric: string; readonly path: Path }[] {
  if (!Array.isArray(metrics)) return [];
  return metrics.flatMap((metric: JsonValue, i) => {
    const name = isJsonObject(metric) ? metric.name : undefined;
    return typeof name === 'string' ? [{ metric: name, path: ['metrics', i, 'name'] }] : [];
  });
}

function checkSchedules(value: JsonValue, path: Path): readonly PathProblem[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue, i) => checkSchedules(item, [...path, i]));
  if (!isJsonObject(value)) return [];
  const below = Object.entries(value).flatMap(([key, item]) => checkSchedules(item, [...path, key]));
  return typeof value.schedule === 'string' ? [...checkSchedule(value, path), ...below] : below;
}

function checkSchedule({ schedule, from, to, start = 0, end = 1 }: JsonObject, path: Path): readonly PathProblem[] {
  const problems: PathProblem[] = [];
  if (schedule === 'exponential' && typeof from === 'number' && typeof to === 'number' && from * to <= 0) {
    problems.push({ path, id: 'schedule-through-zero', data: { from, to } });
  }
  if (typeof start === 'number' && typeof end === 'number' && start > end) {
    problems.push({ path: [...path, 'start'], id: 'schedule-reversed', data: { start, end } });
  }
  return problems;
}

/**
 * What is wrong with tied weights: the layers of the decoder must mirror those of the encoder, the output layer the first
 * one, the last hidden layer the second one, and so on. Searched widths are not checked.
 */
function checkTied({ task = 'classification', tied, layers }: JsonObject): readonly PathProblem[] {
  if (tied !== true) return [];
  const problems: PathProblem[] = [];
  if (task === 'classification') problems.push({ path: ['model', 'tied'], id: 'tied-classifier', data: {} });
  if (Array.isArray(layers)) problems.push(...checkMirrored(layers));
  return problems;
}

function checkMirrored(layers: readonly JsonValue[]): readonly PathProblem[] {
  if (layers.length % 2 === 0) {
    return [{ path: ['model', 'layers'], id: 'tied-even-layers', data: { count: layers.length } }];
  }
  const units = layers.map((layer) => (isJsonObject(layer) ? layer.units : undefined));
  return units.slice(0, layers.length / 2).flatMap((width, layer): readonly PathProblem[] => {
    const mirrored = layers.length - 1 - layer;
    const mirroredWidth = units[mirrored];
    if (typeof width !== 'number' || typeof mirroredWidth !== 'number' || width === mirroredWidth) return [];
    const path = ['model', 'layers', mirrored, 'units'];
    return [{ path, id: 'tied-widths', data: { layer, width, mirrored, mirroredWidth } }];
  });
}
