/** What an expression may come to. */
export type Value = number | string | boolean;

/** What kind of value; `any` where a parameter's choices are of several kinds. */
export type Kind = 'number' | 'text' | 'truth' | 'any';

/** The value of a parameter, by its name. */
export type Lookup = (name: string) => Value | undefined;

/** A part of an expression, ready to be evaluated. */
export interface Term {
  readonly kind: Kind;
  /** What a comparison with it may be meant for, where these are few: the choices of a parameter. */
  readonly choices?: readonly Value[];
  /** Its value, where that does not depend on parameters. */
  readonly constant?: Value;
  evaluate(lookup: Lookup): Value;
}

/** The number that a term comes to; NaN where it is none, so that no comparison with it holds. */
export function numberOf(term: Term, lookup: Lookup): number {
  const value = term.evaluate(lookup);
  return typeof value === 'number' ? value : Number.NaN;
}

/** Whether a term comes to true. */
export function truthOf(term: Term, lookup: Lookup): boolean {
  return term.evaluate(lookup) === true;
}

/** The kind of a value. */
export function kindOf(value: Value): Kind {
  switch (typeof value) {
    case 'number':
      return 'number';
    case 'string':
      return 'text';
    case 'boolean':
      return 'truth';
  }
}
