import { type Expression, parseExpressionAt } from 'acorn';
import { ExpressionError } from './flaw.ts';

/** A longer text is no constraint that a person wrote, and its parts might nest deeper than a stack is. */
const MOST_CHARACTERS = 1000;

/** An expression, parsed. */
export interface ParsedExpression {
  readonly tree: Expression;
  /** The parameter that an identifier at an offset stands for. */
  readonly names: ReadonlyMap<number, string>;
}

/**
 * Parses an expression in the grammar of JavaScript, of which `compileExpression` admits a small part.
 *
 * Names of parameters may have dots, hyphens and brackets. Before parsing, each is replaced by an identifier of the same
 * length, so that every offset in the tree is one in the text.
 *
 * @throws ExpressionFlaw where the text is no expression.
 */
export function parseExpression(text: string, parameters: readonly string[]): ParsedExpression {
  if (text.length > MOST_CHARACTERS) {
    const rest = { start: MOST_CHARACTERS, end: text.length };
    throw new ExpressionError(`a constraint has at most ${MOST_CHARACTERS} characters`, rest, ['make it several']);
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
    throw new ExpressionError('an expression ends before this', { start, end: text.length }, [
      'join comparisons with `&&` or `||`',
    ]);
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    const offset = 'pos' in thrown && typeof thrown.pos === 'number' ? thrown.pos : 0;
    // A text that stops too early is pointed at by its last character.
    const start = Math.min(offset, Math.max(0, text.length - 1));
    if (thrown.message.startsWith('Assigning to rvalue')) {
      throw new ExpressionError('a constraint assigns nothing', { start, end: start + 1 }, ['compare with `==`']);
    }
    const what = thrown.message.replace(/ \(\d+:\d+\)$/, '');
    throw new ExpressionError(`this is no expression: ${what.charAt(0).toLowerCase()}${what.slice(1)}`, {
      start,
      end: start + 1,
    });
  }
}

/** Texts in quotes, and the names where they stand alone and call no function, the longest first. */
function namePattern(parameters: readonly string[]): RegExp {
  const sorted = parameters.toSorted((a, b) => b.length - a.length);
  const escaped = sorted.map((name) => name.replaceAll(/[^\w]/g, (character) => `\\${character}`));
  const alone = escaped.length === 0 ? [] : [`(?<![\\w.$])(?:${escaped.join('|')})(?![\\w$]|\\s*\\()`];
  return new RegExp([`"(?:[^"\\\\]|\\\\.)*"`, `'(?:[^'\\\\]|\\\\.)*'`, ...alone].join('|'), 'g');
}
