import {
  chosenBy,
  definitionRef,
  ELSEWHERE,
  hasKey,
  isScalar,
  isTuple,
  type JsonSchema,
  mapProperties,
  numericForm,
  without,
} from './jsonSchema.ts';
import { rangeOr, scheduleEnds, scheduleForm, scheduleSchema, valuesForm } from './searchForms.ts';

/**
 * The definitions of what may stand in a sweep file where `schema` describes fixed values: under `name` the schema with
 * every property searchable, and under `name.property` what each single value of a property may be.
 */
export function searchableDefinitions(name: string, schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  const properties = Object.entries(schema.properties ?? {}).filter(([key]) => !isFixed(key));
  const singles = properties.flatMap(([key, property]) => singleDefinitions(`${name}.${key}`, property));
  const whole = mapProperties(schema, (property, key) =>
    isFixed(key) ? property : searchable(property, definitionRef(`${name}.${key}`)),
  );
  // Where a plugin is not named yet, an editor also offers what may stand in its place.
  const offer = schema.required?.includes('use') ? chosenBy(hasKey('use'), {}, definitionRef('forms')) : {};
  return { [name]: { ...searchableItems(whole), ...offer }, ...Object.fromEntries(singles) };
}

/**
 * The schema of what may stand in a sweep file where `schema` describes a fixed value: the value may be replaced by
 * a set or a range of values, or by a reference to another, and so may every value inside it.
 *
 * The forms are told apart by `if`, never by `anyOf`: a validator then reports the errors of the one form that the
 * user wrote, and an editor completes that form.
 *
 * @param single the schema of one value: all that `schema` may be replaced by, but for a set of values.
 */
export function searchable(schema: JsonSchema, single: JsonSchema = singleValue(schema)): JsonSchema {
  const { description, default: byDefault } = schema;
  return {
    ...(description === undefined ? {} : { description }),
    ...(byDefault === undefined ? {} : { default: byDefault }),
    ...completions(schema),
    ...chosenBy(definitionRef('is.values'), valuesForm(single), single),
  };
}

/** The schema of a schedule whose every number is searchable, but for its ends, which depend on what is scheduled. */
export function searchableSchedule(): JsonSchema {
  return mapProperties(scheduleSchema(scheduleEnds(ELSEWHERE)), (property, key) =>
    key === 'from' || key === 'to' ? property : searchable(property),
  );
}

/** The key that names a plugin decides what may stand beside it, so it is never searched alone. */
function isFixed(key: string): boolean {
  return key === 'use';
}

function singleDefinitions(name: string, schema: JsonSchema): readonly (readonly [string, JsonSchema])[] {
  const number = numericForm(schema);
  if (number?.schedulable !== true) return [[name, singleValue(schema)]];
  const end = without(number, 'schedulable', 'default', 'description');
  const schedule = scheduleForm(searchable(end, definitionRef(`${name}.end`)));
  return [
    [name, singleValue(schema, schedule)],
    [`${name}.end`, singleValue(end)],
  ];
}

/** What may stand for one value: a reference, a range, a distribution or a schedule of a number, a fixed value. */
function singleValue(schema: JsonSchema, schedule?: JsonSchema): JsonSchema {
  const number = numericForm(schema);
  const forms = [
    number === undefined ? 'forms' : 'numericForms',
    ...(schedule === undefined ? [] : ['scheduledForms']),
  ];
  const fixed = fixedValue(schema, forms);
  const scheduled = schedule === undefined ? fixed : chosenBy(definitionRef('is.schedule'), schedule, fixed);
  const single = number === undefined ? scheduled : rangeOr(scheduled, number);
  return { ...completions(schema), ...chosenBy(definitionRef('is.ref'), definitionRef('ref'), single) };
}

/**
 * The value itself; its default stands at the property, where validators and editors look for it.
 *
 * @param forms the definitions of the forms that an editor offers where a mapping is begun instead of the value.
 */
function fixedValue(schema: JsonSchema, forms: readonly string[]): JsonSchema {
  const fixed = searchableInside(without(schema, 'schedulable', 'default'));
  return isScalar(schema) ? { ...fixed, allOf: [...(fixed.allOf ?? []), ...forms.map(definitionRef)] } : fixed;
}

/** The schema with every value below its top made searchable. */
function searchableInside(schema: JsonSchema): JsonSchema {
  const { anyOf, oneOf } = schema;
  return {
    ...searchableItems(mapProperties(schema, (property) => searchable(property))),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(searchableInside) }),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map(searchableInside) }),
  };
}

function searchableItems(schema: JsonSchema): JsonSchema {
  const { items } = schema;
  if (items === undefined) return schema;
  return { ...schema, items: isTuple(items) ? items.map((item) => searchable(item)) : searchable(items) };
}

/** What an editor offers as a value: it looks for that in alternatives, but not behind conditions. */
function completions(schema: JsonSchema): JsonSchema {
  // The last alternative admits everything, for these are only suggestions.
  return { anyOf: [...offered(schema), {}] };
}

function offered({ enum: allowed, type }: JsonSchema): readonly JsonSchema[] {
  if (allowed !== undefined) return [{ enum: allowed }];
  return type === 'boolean' ? [{ type }] : [];
}
