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
 * The definitions for sweep files of a schema of fixed values: under `name` the schema with every property searchable, and
 * under `name.property` the schema of a single value of each property.
 */
export function searchableDefinitions(name: string, schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  const properties = Object.entries(schema.properties ?? {}).filter(([key]) => !isFixed(key));
  const singles = properties.flatMap(([key, property]) => singleDefinitions(`${name}.${key}`, property));
  const whole = mapProperties(schema, (property, key) =>
    isFixed(key) ? property : searchable(property, definitionRef(`${name}.${key}`)),
  );
  // An editor also offers the forms that can replace a plugin before it is named.
  const offer = schema.required?.includes('use') ? chosenBy(hasKey('use'), {}, definitionRef('forms')) : {};
  return { [name]: { ...searchableItems(whole), ...offer }, ...Object.fromEntries(singles) };
}

/**
 * The schema for sweep files of a schema of a fixed value: the value, and every value inside it, can be replaced by a set
 * or a range of values, or by a reference.
 *
 * The forms are distinguished by `if`, not by `anyOf`, so that validators report the errors of the form that the user
 * wrote, and editors complete that form.
 *
 * @param single the schema of a single value: fixed or searched, but not a set of values.
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

/** The schema of a schedule with searchable numbers, except its ends, which depend on the scheduled option. */
export function searchableSchedule(): JsonSchema {
  return mapProperties(scheduleSchema(scheduleEnds(ELSEWHERE)), (property, key) =>
    key === 'from' || key === 'to' ? property : searchable(property),
  );
}

/** The name of a plugin decides which options it has, so it cannot be searched alone. */
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

/** The schema of a single value: a fixed value, a reference, or a range, distribution or schedule of a number. */
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
 * The schema of the value itself, without its default, which validators and editors expect at the property.
 *
 * @param forms the definitions of the forms that an editor offers in place of the value.
 */
function fixedValue(schema: JsonSchema, forms: readonly string[]): JsonSchema {
  const fixed = searchableInside(without(schema, 'schedulable', 'default'));
  return isScalar(schema) ? { ...fixed, allOf: [...(fixed.allOf ?? []), ...forms.map(definitionRef)] } : fixed;
}

/** The schema with every value inside the value searchable. */
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

/** What an editor offers as a value; editors search alternatives for it, but not conditions. */
function completions(schema: JsonSchema): JsonSchema {
  // The last alternative allows everything: these are only suggestions.
  return { anyOf: [...offered(schema), {}] };
}

function offered({ enum: allowed, type }: JsonSchema): readonly JsonSchema[] {
  if (allowed !== undefined) return [{ enum: allowed }];
  return type === 'boolean' ? [{ type }] : [];
}
