import {
  allowedNote,
  counted,
  fixed,
  listed,
  meantNote,
  type Rendering,
  rendering,
  type Unknown,
} from './rendering.ts';

const EXAMPLE_METRIC = '`metrics: [{ name: validation.accuracy, goal: maximize }]`';

/** Problems of the search space: of single ranges and sets, names and references. */
const SPACE_MESSAGES = {
  'duplicate-value': ({ index, earlier }: { readonly index: number; readonly earlier: number }) =>
    rendering(
      `\`values[${index}]\` is the same as \`values[${earlier}]\``,
      'list each value once; `probabilities` give one more weight',
    ),
  'probabilities-count': ({ probabilities, values }: { readonly probabilities: number; readonly values: number }) =>
    rendering(
      `\`probabilities\` has ${counted(probabilities, 'number')} for ${counted(values, 'value')}`,
      'give one probability for each value',
    ),
  'probabilities-sum': ({ sum }: { readonly sum: number }) =>
    rendering(`\`probabilities\` sum to ${sum}; they must sum to 1`),
  'range-reversed': ({ min, max }: Range) =>
    rendering(`\`min\` is ${min}, greater than \`max\`, which is ${max}`, 'swap them'),
  'range-too-wide': ({ min, max }: Range) =>
    rendering(`the range from ${min} to ${max} is too wide for a number`, 'use a smaller range'),
  'log-range-not-positive': ({ min }: { readonly min: number }) =>
    rendering(
      `\`min\` is ${min} in a range with \`log: true\``,
      'logarithms need numbers above 0: increase `min`, or remove `log`',
    ),
  'step-with-log': fixed('`step` cannot be combined with `log: true`', 'remove one of the two, or list `values`'),
  'step-too-small': ({ step, value }: { readonly step: number; readonly value: number }) =>
    rendering(`adding a step of ${step} to ${value} changes nothing`, 'use larger steps or smaller numbers'),
  'too-many-parameters': ({ count, limit }: Limited) =>
    rendering(
      `the file has ${count} searched values; at most ${limit} can be searched`,
      'share one draw between places with `{ ref: ... }`',
    ),
  'duplicate-parameter': ({ name, owner }: { readonly name: string; readonly owner: string }) =>
    rendering(
      `duplicate parameter name \`${name}\``,
      `\`${owner}\` has this name already`,
      'give each parameter its own name, or share one draw with `{ ref: ... }`',
    ),
  'unknown-parameter': ({ name, meant, available }: Unknown) =>
    rendering(
      `unknown parameter "${name}"`,
      meantNote(meant),
      available.length === 0 ? 'the file has no searched values' : `available: ${listed(available)}`,
    ),
  'circular-reference': ({ name }: { readonly name: string }) =>
    rendering(`\`ref: ${name}\` refers to a value that contains it`),
  'conditional-reference': ({ name, outer, label }: Branch) =>
    rendering(
      `\`${name}\` exists only where \`${outer}\` is ${label}, but this \`ref\` is used elsewhere, too`,
      'move the `ref` into the same choice, or the parameter out of it',
    ),
};

/** Problems between the values of a configuration. */
const CONFIGURATION_MESSAGES = {
  'split-sum': ({ sum }: { readonly sum: number }) =>
    rendering(
      `the fractions of \`split\` sum to ${sum}; they must sum to 1`,
      'such as { train: 0.7, validation: 0.15, test: 0.15 }',
    ),
  'no-validation-split': ({ metric }: Metric) =>
    rendering(
      `\`${metric}\` needs a validation split, but \`split\` has none`,
      'add `validation: 0.15` to `dataset.split`, or use a train metric',
    ),
  'accuracy-of-reconstruction': ({ metric }: Metric) =>
    rendering(
      `\`${metric}\` does not exist for \`task: reconstruction\`, which has no classes`,
      `use the loss: { name: ${metric.replace('accuracy', 'loss')}, goal: minimize }`,
    ),
  'schedule-through-zero': ({ from, to }: { readonly from: number; readonly to: number }) =>
    rendering(
      `an exponential schedule cannot go from ${from} to ${to}`,
      'both must be above 0, or both below; `cubic` and `cosine` can reach 0',
    ),
  'schedule-reversed': ({ start, end }: { readonly start: number; readonly end: number }) =>
    rendering(`\`start\` is ${start}, greater than \`end\`, which is ${end}`),
  'tied-classifier': fixed(
    '`tied` needs `task: reconstruction`: only autoencoders have a decoder',
    'add `task: reconstruction`, or remove `tied`',
  ),
  'tied-even-layers': ({ count }: { readonly count: number }) =>
    rendering(
      `\`tied\` needs an odd number of hidden layers, not ${count}: the layer in the middle is the code`,
      'layers mirror each other, as in one hidden layer, or in widths of 64, 16, 64',
    ),
  'tied-widths': ({ layer, width, mirrored, mirroredWidth }: TiedWidths) =>
    rendering(
      `with \`tied\`, layers ${layer} and ${mirrored} must have the same width, not ${width} and ${mirroredWidth}`,
      'make them equal, or remove `tied`; if one width is searched, the other can be a `{ ref: ... }`',
    ),
};

/** Problems of the search method, its budget and early termination. */
const METHOD_MESSAGES = {
  'unsupported-parameter': ({ name, reason }: { readonly name: string; readonly reason: string }) =>
    rendering(`\`${name}\`: ${reason}`),
  'unlimited-search': ({ method }: Method) =>
    rendering(`\`method: ${method}\` never ends by itself`, 'set the number of trials: `trials: 100`'),
  'too-few-trials': ({ trials, replicates }: { readonly trials: number; readonly replicates: number }) =>
    rendering(
      `\`trials\` is ${trials}, too few for the ${replicates} replicates of one configuration`,
      'each replicate counts as a trial',
    ),
  'too-many-trials': ({ count, limit }: Limited) =>
    rendering(
      `every combination is ${count} trials; at most ${limit} can be planned`,
      'list fewer values, use larger steps, or limit the number of trials: `search: { trials: 100 }`',
    ),
  'too-large-plan': ({ configurations, values }: { readonly configurations: number; readonly values: number }) =>
    rendering(
      `${configurations} configurations of ${values} values each are too many to plan`,
      'train fewer trials, or make the configurations smaller',
    ),
  'method-needs-metric': ({ method }: Method) =>
    rendering(`\`method: ${method}\` needs a metric`, `add one to optimize: ${EXAMPLE_METRIC}`),
  'too-many-metrics': ({ method, count }: Method & { readonly count: number }) =>
    rendering(`\`method: ${method}\` optimizes one metric, not ${count}`, 'use `method: nsga2` for several metrics'),
  'target-needs-metric': fixed('`target` needs a metric', `add the metric of the target: ${EXAMPLE_METRIC}`),
  'pruner-needs-metric': fixed(
    '`earlyTerminate` needs a metric',
    'add one to judge trials by: `metrics: [{ name: validation.loss, goal: minimize }]`',
  ),
  'pruner-needs-epochs': ({ metric }: Metric) =>
    rendering(
      `\`earlyTerminate\` uses the first metric, but \`${metric}\` is measured only at the end of a trial`,
      'put a loss or an accuracy first',
    ),
  'several-comparing-pruners': ({ pruner, other }: { readonly pruner: string; readonly other: string }) =>
    rendering(`\`${pruner}\` cannot be combined with \`${other}\`: both compare trials`, 'use one of them'),
};

/** Problems of constraints and of configurations to try first. */
const CONSTRAINT_MESSAGES = {
  'invalid-constraint': ({ reason, notes, meant, allowed }: InvalidConstraint) =>
    rendering(reason, ...notes, meantNote(meant), allowed === undefined ? undefined : allowedNote(allowed)),
  'unsatisfiable-constraints': ({ tried, sample, constraints }: Unsatisfiable): Rendering =>
    rendering(
      tried === undefined
        ? 'no configuration satisfies all constraints'
        : `none of ${tried} configurations in a row satisfies all constraints`,
      ...constraints.map(({ text, count }) => `\`${text}\` holds for ${count} of ${sample} random configurations`),
    ),
  'constraint-unsatisfied': ({ constraints }: { readonly constraints: readonly string[] }) =>
    rendering('this configuration does not satisfy the constraints', ...constraints),
  'duplicate-configuration': ({ earlier }: { readonly earlier: number }) =>
    rendering(`this is the same configuration as \`enqueue[${earlier}]\``, 'remove one of the two'),
  'invalid-enqueued-value': ({ reason, notes }: { readonly reason: string; readonly notes: readonly string[] }) =>
    rendering(reason, ...notes),
  'too-few-trials-to-enqueue': ({ count, trials, needed }: TooFewToEnqueue) =>
    rendering(
      `\`enqueue\` has ${count} configurations, too many for \`trials: ${trials}\``,
      `set trials to ${needed} or more`,
    ),
};

/** Problems of the search space, of how it is searched, and between values. */
export const SEARCH_MESSAGES = {
  ...SPACE_MESSAGES,
  ...CONFIGURATION_MESSAGES,
  ...METHOD_MESSAGES,
  ...CONSTRAINT_MESSAGES,
};

interface Range {
  readonly min: number;
  readonly max: number;
}

interface Limited {
  readonly count: number;
  readonly limit: number;
}

interface Metric {
  readonly metric: string;
}

interface Method {
  readonly method: string;
}

/** A parameter that exists only where another one has a certain value. */
interface Branch {
  readonly name: string;
  readonly outer: string;
  /** The value, as it is shown. */
  readonly label: string;
}

interface TiedWidths {
  readonly layer: number;
  readonly width: number;
  readonly mirrored: number;
  readonly mirroredWidth: number;
}

interface InvalidConstraint {
  readonly reason: string;
  readonly notes: readonly string[];
  readonly meant?: string | undefined;
  /** What could be written instead of an unknown name or value. */
  readonly allowed?: readonly string[];
}

interface Unsatisfiable {
  /** How many configurations were tried in a row; undefined where the search found none at all. */
  readonly tried: number | undefined;
  readonly sample: number;
  readonly constraints: readonly { readonly text: string; readonly count: number }[];
}

interface TooFewToEnqueue {
  readonly count: number;
  readonly trials: number;
  readonly needed: number;
}
