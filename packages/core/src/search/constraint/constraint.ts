import { type Expression, parseExpressionAt } from 'acorn';
import { type Draw, drawnOf, type Parameter, type Space } from '../space.ts';
import { ExpressionCompiler } from './compileExpression.ts';
import { ExpressionError, type Kind, kindOf, type Term, truthOf, type Value } from './term.ts';

/** What a configuration must satisfy to be tried. */
export interface Constraint {
  /** As written in the sweep file. */
  readonly text: string;
  /**
   * Whether a draw may be tried. A draw without one of the constraint's parameters satisfies it.
   */
  satisfies(draw: Draw): boolean;
}

/**
 * Compiles a constraint: a comparison over the parameters of a space, or several joined by `&&`, `||` and `!`. The
 * value of a choice is its label.
 *
 * @throws ExpressionError if the text is not such an expression.
 */
export function compileConstraint(text: string, space: Space): Constraint {
  const used = new Set<Parameter>();
  const terms = new Map(space.parameters.map((parameter) => [parameter.name, parameterTerm(parameter)]));
  const parameters = new Map(space.parameters.map((parameter) => [parameter.name, parameter]));
  const { tree, names } = parseExpression(text, [...terms.keys()]);
  const term = new ExpressionCompiler(text, names, terms).truth(tree);
  for (const name of names.values()) {
    const parameter = parameters.get(name);
    if (parameter !== undefined) used.add(parameter);
  }
  return {
    text,
    satisfies: (draw) => {
      for (const { name } of used) if (drawnOf(draw, name) === undefined) return true;
      return truthOf(term, (name) => valueIn(draw, parameters.get(name)));
    },
  };
}

function parameterTerm(parameter: Parameter): Term {
  const { name, domain } = parameter;
  const choices = domain.type === 'choice' ? domain.labels.map(valueOfLabel) : undefined;
  const kinds = new Set<Kind>(choices?.map(kindOf) ?? ['number']);
  const [kind = 'any'] = kinds;
  return {
    kind: kinds.size === 1 ? kind : 'any',
    ...(choices === undefined ? {} : { choices }),
    evaluate: (lookup) => lookup(name) ?? Number.NaN,
  };
}

/** The value of a parameter of a draw in an expression. */
function valueIn(draw: Draw, parameter: Parameter | undefined): Value | undefined {
  if (parameter === undefined) return undefined;
  const drawn = drawnOf(draw, parameter.name);
  if (drawn === undefined || parameter.domain.type !== 'choice') return drawn;
  return valueOfLabel(parameter.domain.labels[drawn]);
}

function valueOfLabel(label: unknown): Value {
  return typeof label === 'number' || typeof label === 'string' || typeof label === 'boolean' ? label : String(label);
}

/** Limits the nesting, so that parsing cannot overflow the stack. */
const MOST_CHARACTERS = 1000;

/** An expression, parsed. */
export interface ParsedExpression {
  readonly tree: Expression;
  /** The name of the parameter at each offset of an identifier. */
  readonly names: ReadonlyMap<number, string>;
}

/**
 * Parses an expression in the grammar of JavaScript; `ExpressionCompiler` allows only a small part of it.
 *
 * Parameter names may contain dots, hyphens and brackets. Before parsing, each is replaced by an identifier of the same
 * length, so that offsets in the tree are offsets in the text.
 *
 * @throws ExpressionError if the text is not an expression.
 */
function parseExpression(text: string, parameters: readonly string[]): ParsedExpression {
  if (text.length > MOST_CHARACTERS) {
    const rest = { start: MOST_CHARACTERS, end: text.length };
    throw new ExpressionError(`a constraint has at most ${MOST_CHARACTERS} characters`, rest, [
      'split it into several constraints',
    ]);
  }
  const names = new Map<number, string>();
  const masked = text.replaceAll(namePattern(parameters), (found, offset: number) => {
    if (/^["']/.test(found)) return found;
    names.set(offset, found);
    return '_'.repeat(found.length);
  });
  try {
    const tree = parseExpressionAt(masked, 0, { ecmaVersion: 2022, preserveParens: true });
    const rest = masked.slice(tree.end).search(/\S/);
    if (rest === -1) return { tree, names };
    const start = tree.end + rest;
    throw new ExpressionError('unexpected text after the expression', { start, end: text.length }, [
      'join comparisons with `&&` or `||`',
    ]);
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    const offset = 'pos' in thrown && typeof thrown.pos === 'number' ? thrown.pos : 0;
    // If the text ends too early, point at its last character.
    const start = Math.min(offset, Math.max(0, text.length - 1));
    if (thrown.message.startsWith('Assigning to rvalue')) {
      throw new ExpressionError('a constraint cannot assign', { start, end: start + 1 }, ['compare with `==`']);
    }
    const what = thrown.message.replace(/ \(\d+:\d+\)$/, '');
    throw new ExpressionError(`invalid expression: ${what.charAt(0).toLowerCase()}${what.slice(1)}`, {
      start,
      end: start + 1,
    });
  }
}

/** Matches quoted text and parameter names, longest first; not parts of longer names, not function calls. */
function namePattern(parameters: readonly string[]): RegExp {
  const sorted = parameters.toSorted((a, b) => b.length - a.length);
  const escaped = sorted.map((name) => name.replaceAll(/[^\w]/g, (character) => `\\${character}`));
  const alone = escaped.length === 0 ? [] : [`(?<![\\w.$])(?:${escaped.join('|')})(?![\\w$]|\\s*\\()`];
  return new RegExp([`"(?:[^"\\\\]|\\\\.)*"`, `'(?:[^'\\\\]|\\\\.)*'`, ...alone].join('|'), 'g');
}
