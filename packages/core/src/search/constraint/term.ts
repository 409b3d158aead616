import type { Node } from 'acorn';

/** The value of an expression. */
export type Value = number | string | boolean;

/** The kind of a value; `any` for a parameter with choices of several kinds. */
export type Kind = 'number' | 'text' | 'truth' | 'any';

/** The value of a parameter, by its name. */
type Lookup = (name: string) => Value | undefined;

/** A part of an expression, ready to be evaluated. */
export interface Term {
  readonly kind: Kind;
  /** The values it can have, if it is a choice parameter. */
  readonly choices?: readonly Value[];
  /** Its value, if that does not depend on parameters. */
  readonly constant?: Value;
  evaluate(lookup: Lookup): Value;
}

/** The value of a term as a number; NaN for other kinds, so that every ordering comparison is false. */
export function numberOf(term: Term, lookup: Lookup): number {
  const value = term.evaluate(lookup);
  return typeof value === 'number' ? value : Number.NaN;
}

/** Whether a term evaluates to true. */
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

const ORDER: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const EQUALITY: Readonly<Record<string, (a: Value, b: Value) => boolean>> = {
  '==': (a, b) => a === b,
  '===': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '!==': (a, b) => a !== b,
};

/** The two operands of an operator, as source text and as terms. */
interface Sides {
  readonly operator: string;
  readonly nodes: readonly [Node, Node];
  readonly written: readonly [string, string];
  readonly terms: readonly [Term, Term];
}

/** Whether an operator compares. */
export function isComparison(operator: string): boolean {
  return operator in ORDER || operator in EQUALITY;
}

/**
 * The term of a comparison.
 *
 * @throws ExpressionError if the kinds of its operands do not match, so that the result would be constant.
 */
export function compare(sides: Sides): Term {
  const { operator, terms } = sides;
  const [left, right] = terms;
  const order = ORDER[operator];
  if (order !== undefined) {
    checkNumbers(sides);
    return { kind: 'truth', evaluate: (lookup) => order(numberOf(left, lookup), numberOf(right, lookup)) };
  }
  checkSameKind(sides);
  checkChoice(sides, 0, 1);
  checkChoice(sides, 1, 0);
  const equality = EQUALITY[operator] ?? (() => false);
  return { kind: 'truth', evaluate: (lookup) => equality(left.evaluate(lookup), right.evaluate(lookup)) };
}

function checkNumbers({ operator, nodes, written, terms }: Sides): void {
  for (const side of [0, 1] as const) {
    const { kind } = terms[side];
    if (kind === 'number' || kind === 'any') continue;
    const isChain = side === 0 && kind === 'truth' && nodes[0].type === 'BinaryExpression';
    const chain = isChain ? chained(operator, written) : [];
    const what = chain.length > 0 ? 'is already a comparison' : 'is not a number';
    throw new ExpressionError(`\`${written[side]}\` ${what}, and \`${operator}\` compares numbers`, nodes[side], chain);
  }
}

/** How to write a chain like `1 < k < 5`. */
function chained(operator: string, [left, right]: Sides['written']): readonly string[] {
  const middle = /^.*[<>]=?\s*(.+)$/.exec(left)?.[1];
  return middle === undefined ? [] : [`write \`${left} && ${middle} ${operator} ${right}\``];
}

function checkSameKind({ operator, nodes, written, terms: [left, right] }: Sides): void {
  if (left.kind === right.kind || left.kind === 'any' || right.kind === 'any') return;
  const message = `\`${written[0]}\` is ${NAMES[left.kind]} and \`${written[1]}\` is ${NAMES[right.kind]}`;
  const notes = [`\`${operator}\` between them is always the same`];
  throw new ExpressionError(message, { start: nodes[0].start, end: nodes[1].end }, notes);
}

const NAMES = { number: 'a number', text: 'text', truth: 'true or false', any: 'anything' } as const;

/** A constant compared with a choice parameter must be one of its choices. */
function checkChoice({ nodes, written, terms }: Sides, parameter: 0 | 1, other: 0 | 1): void {
  const { choices } = terms[parameter];
  const { constant } = terms[other];
  if (choices === undefined || constant === undefined || choices.includes(constant)) return;
  const message = `\`${written[parameter]}\` is never ${JSON.stringify(constant)}`;
  const allowed = choices.map((choice) => JSON.stringify(choice));
  throw new ExpressionError(message, nodes[other], [], { written: JSON.stringify(constant), allowed });
}

/** An unknown name or value, and the allowed ones. */
interface Unknown {
  readonly written: string;
  readonly allowed: readonly string[];
}

/** An error in an expression, with its place in the text. */
export class ExpressionError extends Error {
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** Hints: what is allowed, what was probably meant. */
  readonly notes: readonly string[];
  /** An unknown name or value with its alternatives, for a suggestion. */
  readonly unknown: Unknown | undefined;

  constructor(
    message: string,
    { start, end }: { readonly start: number; readonly end: number },
    notes: readonly string[] = [],
    unknown?: Unknown,
  ) {
    super(message);
    this.name = 'ExpressionError';
    this.start = start;
    this.end = end;
    this.notes = notes;
    this.unknown = unknown;
  }
}
