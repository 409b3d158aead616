import type { ErrorObject } from 'ajv';
import { nearest } from './nearest.ts';

/**
 * The errors that say what is wrong, out of all that a validator (`allErrors`, `verbose`) found: without those that
 * only say that something further down went wrong, and without what follows from another error.
 */
export function errorCauses(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const own = withoutUnmeantAlternatives(errors.filter(({ keyword }) => keyword !== 'if'));
  const mistyped = new Set(own.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  const misspelled = misspelledKeys(own);
  return own
    .filter(({ keyword, instancePath }) => keyword === 'type' || !mistyped.has(instancePath))
    .filter((error) => !keysMissing(error).some((key) => misspelled.has(`${error.instancePath}/${key}`)));
}

/**
 * Of a union (`anyOf`, `oneOf`) either the errors of the one alternative that was meant, or the error of the union
 * itself where that is not clear.
 */
function withoutUnmeantAlternatives(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const unions = errors
    .filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
    .map((error) => ({ error, meant: meantAlternative(error, errors) }));
  return errors.filter((error) =>
    unions.every((union) => {
      if (error === union.error) return union.meant === undefined;
      return !isInside(error, union.error) || (union.meant !== undefined && isOf(error, union.error, union.meant));
    }),
  );
}

/** Keywords whose failure says that a value is of another kind altogether. */
const KIND_KEYWORDS: ReadonlySet<string> = new Set(['type', 'enum', 'const']);

/** The one alternative of a union that admits values of the kind of the one at hand. */
function meantAlternative(union: ErrorObject, errors: readonly ErrorObject[]): number | undefined {
  const alternatives: readonly unknown[] = Array.isArray(union.schema) ? union.schema : [];
  const fitting = [...alternatives.keys()].filter((index) => {
    const own = errors.filter((error) => isInside(error, union) && isOf(error, union, index));
    return own.every(({ keyword, instancePath }) => instancePath !== union.instancePath || !KIND_KEYWORDS.has(keyword));
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

function isInside(error: ErrorObject, union: ErrorObject): boolean {
  return error.schemaPath.startsWith(`${union.schemaPath}/`) && error.instancePath.startsWith(union.instancePath);
}

function isOf(error: ErrorObject, union: ErrorObject, alternative: number): boolean {
  return error.schemaPath.startsWith(`${union.schemaPath}/${alternative}/`);
}

/** Pointers of keys that are missing because they were probably misspelled. */
function misspelledKeys(errors: readonly ErrorObject[]): ReadonlySet<string> {
  const meant = errors
    .filter(({ keyword }) => keyword === 'additionalProperties')
    .flatMap(({ instancePath, params, parentSchema }) => {
      const key = nearest(String(params.additionalProperty), Object.keys(parentSchema?.properties ?? {}));
      return key === undefined ? [] : [`${instancePath}/${key}`];
    });
  return new Set(meant);
}

/** The keys that an error calls for. */
function keysMissing({ keyword, params, schema }: ErrorObject): readonly string[] {
  if (keyword === 'required') return [String(params.missingProperty)];
  const alternatives: readonly unknown[] =
    (keyword === 'oneOf' || keyword === 'anyOf') && Array.isArray(schema) ? schema : [];
  return alternatives.flatMap((alternative) => requiredKeys(alternative));
}

/** The keys that a schema requires. */
export function requiredKeys(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null || !('required' in schema)) return [];
  return Array.isArray(schema.required) ? schema.required.map(String) : [];
}
