import { isJsonObject, type JsonObject, type JsonValue } from '../plugin/json.ts';
import type { Path } from '../search/jsonPointer.ts';
import type { SchemaProblem } from './schemaProblems.ts';

/**
 * What is wrong between values, which no schema can say.
 *
 * @param configuration `dataset`, `model` and `train`: of a drawn configuration, or as they stand in a sweep file, where
 *   what is searched is left for the draws to show.
 * @param metrics what the sweep selects by.
 */
export function checkRelations(configuration: JsonObject, metrics: JsonValue | undefined): readonly SchemaProblem[] {
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

/** The fractions of the split, if it is given and all of them are fixed fractions. */
function splitOf({ dataset }: JsonObject): Fractions | undefined {
  const split = isJsonObject(dataset) ? dataset.split : undefined;
  if (!isJsonObject(split)) return undefined;
  const { train, validation = 0, test = 0 } = split;
  return isFraction(train) && isFraction(validation) && isFraction(test) ? { train, validation, test } : undefined;
}

function isFraction(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function checkSum({ train, validation, test }: Fractions): readonly SchemaProblem[] {
  const sum = train + validation + test;
  if (Math.abs(sum - 1) < 1e-9) return [];
  return [
    {
      path: ['dataset', 'split'],
      message: `the fractions of \`split\` sum to ${Number(sum.toPrecision(6))}; they must sum to 1`,
      notes: ['such as { train: 0.7, validation: 0.15, test: 0.15 }'],
    },
  ];
}

function checkMetrics({ validation }: Fractions, metrics: JsonValue | undefined): readonly SchemaProblem[] {
  if (validation > 0 || !Array.isArray(metrics)) return [];
  return metrics.flatMap((metric: JsonValue, i) => {
    const name = isJsonObject(metric) ? metric.name : undefined;
    if (typeof name !== 'string' || !name.startsWith('validation.')) return [];
    const message = `\`${name}\` needs a validation split, and \`split\` has none`;
    const notes = ['add `validation: 0.15` to `dataset.split`, or select by a metric of train'];
    return [{ path: ['metrics', i, 'name'], message, notes }];
  });
}

function checkAccuracy({ task }: JsonObject, metrics: JsonValue | undefined): readonly SchemaProblem[] {
  if (task !== 'reconstruction' || !Array.isArray(metrics)) return [];
  return metrics.flatMap((metric: JsonValue, i) => {
    const name = isJsonObject(metric) ? metric.name : undefined;
    if (typeof name !== 'string' || !name.endsWith('.accuracy')) return [];
    const message = `\`${name}\` is not measured with \`task: reconstruction\`, which has no classes`;
    const notes = [`select by the loss: { name: ${name.replace('accuracy', 'loss')}, goal: minimize }`];
    return [{ path: ['metrics', i, 'name'], message, notes }];
  });
}

function checkSchedules(value: JsonValue, path: Path): readonly SchemaProblem[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue, i) => checkSchedules(item, [...path, i]));
  if (!isJsonObject(value)) return [];
  const below = Object.entries(value).flatMap(([key, item]) => checkSchedules(item, [...path, key]));
  return typeof value.schedule === 'string' ? [...checkSchedule(value, path), ...below] : below;
}

function checkSchedule({ schedule, from, to, start = 0, end = 1 }: JsonObject, path: Path): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  if (schedule === 'exponential' && typeof from === 'number' && typeof to === 'number' && from * to <= 0) {
    const notes = ['both must be above 0, or both below; `cubic` and `cosine` may reach 0'];
    problems.push({ path, message: `an exponential schedule cannot go from ${from} to ${to}`, notes });
  }
  if (typeof start === 'number' && typeof end === 'number' && start > end) {
    problems.push({
      path: [...path, 'start'],
      message: `\`start\` is ${start}, after \`end\`, which is ${end}`,
      notes: [],
    });
  }
  return problems;
}

/**
 * What is wrong with tied weights: layers must pair up, the first with the output layer, the second with the one before
 * it, and so on, and the widths between them must mirror. What is searched is left for the draws to show.
 */
function checkTied({ task = 'classification', tied, layers }: JsonObject): readonly SchemaProblem[] {
  if (tied !== true) return [];
  const problems: SchemaProblem[] = [];
  if (task === 'classification') {
    problems.push({
      path: ['model', 'tied'],
      message: '`tied` needs `task: reconstruction`: in a classifier no layer mirrors another',
      notes: ['add `task: reconstruction`, or leave out `tied`'],
    });
  }
  if (Array.isArray(layers)) problems.push(...checkPairs(layers));
  return problems;
}

function checkPairs(layers: readonly JsonValue[]): readonly SchemaProblem[] {
  if (layers.length % 2 === 0) {
    const count = layers.length === 0 ? 'there is none' : `there are ${layers.length}`;
    const message = `\`tied\` needs an odd number of hidden layers, and ${count}: the layer in the middle is the code`;
    const notes = ['layers pair up, the output layer with the first: with one hidden layer, or with widths 64, 16, 64'];
    return [{ path: ['model', 'layers'], message, notes }];
  }
  const units = layers.map((layer) => (isJsonObject(layer) ? layer.units : undefined));
  return units.slice(0, layers.length / 2).flatMap((width, i) => {
    const mirrored = layers.length - 1 - i;
    const other = units[mirrored];
    if (typeof width !== 'number' || typeof other !== 'number' || width === other) return [];
    const message = `with \`tied\` the widths of layers ${i} and ${mirrored} must agree: they are ${width} and ${other}`;
    const notes = [
      'make them equal, or leave out `tied`; where a width is searched, the other can be a `{ ref: ... }`',
    ];
    return [{ path: ['model', 'layers', mirrored, 'units'], message, notes }];
  });
}
