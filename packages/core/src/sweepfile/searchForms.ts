import {
  chosenBy,
  definitionRef,
  ELSEWHERE,
  hasKey,
  type JsonSchema,
  type NumberType,
  type NumericSchema,
  objectSchema,
  without,
} from './jsonSchema.ts';

/** The schema of a set of values. */
export function valuesForm(single: JsonSchema): JsonSchema {
  return { allOf: [definitionRef('values')], properties: { values: { items: single } } };
}

/** The schema of a range or a distribution of a number, or of `otherwise` for a value that is neither. */
export function rangeOr(otherwise: JsonSchema, number: NumericSchema): JsonSchema {
  const bound = without(number, 'schedulable', 'default');
  const bounds = { min: { ...bound, description: MIN }, max: { ...bound, description: MAX } };
  const range = { allOf: [definitionRef(`range.${number.type}`)], properties: bounds };
  return chosenBy(
    definitionRef('is.distribution'),
    definitionRef(`distribution.${number.type}`),
    chosenBy(definitionRef('is.range'), range, otherwise),
  );
}

/** The schema of a schedule with ends of the schema `end`. */
export function scheduleForm(end: JsonSchema): JsonSchema {
  return { allOf: [definitionRef('schedule')], properties: { ...scheduleEnds(end) } };
}

const SCHEDULE = scheduleSchema(scheduleEnds({})).properties?.schedule ?? {};
const VALUES = { type: 'array', description: 'The values to try.' };
const MIN = 'The least value to try.';
const MAX = 'The greatest value to try.';
const LOG = { type: 'boolean', description: 'Draw uniformly in the logarithm.' };
const REF = { type: 'string', description: 'Name of another parameter; its value is used here, too.' };
const DISTRIBUTION = { type: 'string', enum: ['normal', 'logNormal'], description: 'What to draw from.' };

/** The definitions that searchable schemas refer to. */
export const SEARCH_DEFINITIONS: Readonly<Record<string, JsonSchema>> = {
  // The keys that identify a form; next to `use` they are options of a plugin.
  'is.values': { ...hasKey('values'), not: { required: ['use'] } },
  'is.ref': { ...hasKey('ref'), not: { required: ['use'] } },
  'is.schedule': hasKey('schedule'),
  'is.distribution': hasKey('distribution'),
  'is.range': { anyOf: [hasKey('min'), hasKey('max')] },
  parameterName: {
    type: 'string',
    pattern: '^[A-Za-z_][\\w.-]*$',
    description:
      'Name of the parameter in the results: a letter, then letters, digits and _ . -; by default the shortest ' +
      'clear end of its path.',
  },
  values: objectSchema(
    {
      values: { ...VALUES, minItems: 1 },
      probabilities: {
        type: 'array',
        items: { type: 'number', minimum: 0 },
        description: 'One weight a value, summing to 1, for random draws.',
      },
      name: definitionRef('parameterName'),
    },
    ['values'],
  ),
  ref: objectSchema({ ref: REF }, ['ref']),
  'range.integer': range('integer'),
  'range.number': range('number'),
  'distribution.integer': distribution('integer'),
  'distribution.number': distribution('number'),
  // What an editor offers in a mapping that has no key yet to identify its form.
  forms: { properties: { values: VALUES, ref: REF } },
  numericForms: {
    properties: {
      values: VALUES,
      min: { type: 'number', description: MIN },
      max: { type: 'number', description: MAX },
      log: LOG,
      distribution: DISTRIBUTION,
      ref: REF,
    },
  },
  scheduledForms: { properties: { schedule: SCHEDULE } },
};

function range(type: NumberType): JsonSchema {
  return {
    ...objectSchema(
      {
        min: { ...ELSEWHERE, description: MIN },
        max: { ...ELSEWHERE, description: MAX },
        log: LOG,
        step: { type, exclusiveMinimum: 0, description: 'Only min, min + step, ... up to max.' },
        name: definitionRef('parameterName'),
      },
      ['min', 'max'],
    ),
    searchedAs: type,
  };
}

function distribution(type: NumberType): JsonSchema {
  return {
    ...objectSchema(
      {
        distribution: DISTRIBUTION,
        mu: { type: 'number', description: 'Mean (of the logarithm, for logNormal).' },
        sigma: {
          type: 'number',
          exclusiveMinimum: 0,
          description: 'Standard deviation (of the logarithm, for logNormal).',
        },
        name: definitionRef('parameterName'),
      },
      ['distribution', 'mu', 'sigma'],
    ),
    searchedAs: type,
  };
}

/** The schema of a number, or of a schedule for it. */
export function numberOrSchedule(schema: JsonSchema): JsonSchema {
  // Validators fill in defaults of properties, but not those inside conditions.
  const byDefault = schema.default === undefined ? {} : { default: schema.default };
  const schedule = scheduleSchema(scheduleEnds(without(schema, 'schedulable', 'default')));
  return { ...byDefault, ...chosenBy(hasKey('schedule'), schedule, without(schema, 'schedulable')) };
}

/** The schemas of the first and the last value of a schedule. */
interface ScheduleEnds {
  readonly from: JsonSchema;
  readonly to: JsonSchema;
}

/** The ends of a schedule of values of a schema. */
export function scheduleEnds(schema: JsonSchema): ScheduleEnds {
  return {
    from: { ...schema, description: 'Value at the start.' },
    to: { ...schema, description: 'Value at the end.' },
  };
}

/** The schema of a schedule between the given ends. */
export function scheduleSchema({ from, to }: ScheduleEnds): JsonSchema {
  const fraction = { type: 'number', minimum: 0, maximum: 1 };
  return {
    ...objectSchema(
      {
        schedule: {
          type: 'string',
          enum: ['linear', 'cosine', 'cubic', 'exponential', 'steps'],
          description: 'How the value moves from `from` to `to` over the epochs.',
        },
        from,
        to,
        start: { ...fraction, description: 'Fraction of the epochs at which the change begins; 0 by default.' },
        end: { ...fraction, description: 'Fraction of the epochs at which `to` is reached; 1 by default.' },
        steps: { type: 'integer', minimum: 1, description: 'How many equal drops `steps` takes; 1 by default.' },
      },
      ['schedule', 'from', 'to'],
    ),
    description: 'A value that changes over the epochs.',
  };
}
