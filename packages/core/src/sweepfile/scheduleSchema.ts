import { chosenBy, hasKey, type JsonSchema, objectSchema, without } from './jsonSchema.ts';

/** The schema of a number that stays fixed over a trial, or of a schedule for it. */
export function numberOrSchedule(schema: JsonSchema): JsonSchema {
  // A validator fills in the default that stands at the property itself, not inside a condition.
  const byDefault = schema.default === undefined ? {} : { default: schema.default };
  const schedule = scheduleSchema(scheduleEnds(without(schema, 'schedulable', 'default')));
  return { ...byDefault, ...chosenBy(hasKey('schedule'), schedule, without(schema, 'schedulable')) };
}

/** The two numbers that a schedule moves between. */
export interface ScheduleEnds {
  readonly from: JsonSchema;
  readonly to: JsonSchema;
}

/** The ends of a schedule where each may be what `schema` says. */
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
