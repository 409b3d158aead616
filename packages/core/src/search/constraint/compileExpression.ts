import type { AnyNode, Node } from 'acorn';
import { log } from '../../plugin/log.ts';
import { compare, ExpressionError, isComparison, kindOf, numberOf, type Term, truthOf } from './term.ts';

/** Functions of one number. */
const SINGLE: ReadonlyMap<string, (x: number) => number> = new Map([
  ['abs', Math.abs],
  ['ceil', Math.ceil],
  ['floor', Math.floor],
  ['log', log],
  ['round', Math.round],
  ['sqrt', Math.sqrt],
]);

/** Functions of any number of numbers. */
const EXTREMES: ReadonlyMap<string, (...values: number[]) => number> = new Map([
  ['max', Math.max],
  ['min', Math.min],
]);

const ARITHMETIC: ReadonlyMap<string, (a: number, b: number) => number> = new Map([
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => a / b],
  ['%', (a, b) => a % b],
]);

const GRAMMAR = [
  'allowed: names of parameters, numbers, "text", true, false, + - * / %, < <= > >= == !=, && || !, ( )',
  `and the functions ${[...SINGLE.keys(), ...EXTREMES.keys()].join(', ')}`,
];

/** Compiles expressions. Only the operations listed above are allowed. */
export class ExpressionCompiler {
  readonly #text: string;
  readonly #names: ReadonlyMap<number, string>;
  readonly #terms: ReadonlyMap<string, Term>;

  /** @param terms the term of each parameter, by name. */
  constructor(text: string, names: ReadonlyMap<number, string>, terms: ReadonlyMap<string, Term>) {
    this.#text = text;
    this.#names = names;
    this.#terms = terms;
  }

  /** @throws ExpressionError at the first part that is not allowed or has the wrong type. */
  compile(node: AnyNode): Term {
    switch (node.type) {
      case 'Literal':
        return this.#constant(node, node.value);
      case 'Identifier':
        return this.#parameter(node, this.#names.get(node.start) ?? node.name);
      case 'MemberExpression':
        return this.#parameter(node, this.#written(node));
      case 'UnaryExpression':
        return this.#unary(node, node.operator, node.argument);
      case 'BinaryExpression':
        return this.#binary(node, node.operator, node.left, node.right);
      case 'LogicalExpression':
        return this.#logical(node, node.operator, node.left, node.right);
      case 'CallExpression':
        return this.#call(node.callee, node.arguments);
      case 'ParenthesizedExpression':
        return this.compile(node.expression);
      case 'AssignmentExpression':
        throw new ExpressionError('a constraint cannot assign', node, ['compare with `==`']);
      default:
        return this.#refuse(node);
    }
  }

  /** A term that must be true or false. */
  truth(node: AnyNode): Term {
    const term = this.compile(node);
    if (term.kind === 'truth' || term.kind === 'any') return term;
    throw new ExpressionError(`\`${this.#written(node)}\` is neither true nor false`, node, [
      'compare it: `... <= 10`',
    ]);
  }

  #number(node: AnyNode): Term {
    const term = this.compile(node);
    if (term.kind === 'number' || term.kind === 'any') return term;
    throw new ExpressionError(`\`${this.#written(node)}\` is not a number`, node);
  }

  #constant(node: Node, value: unknown): Term {
    if (typeof value !== 'number' && typeof value !== 'string' && typeof value !== 'boolean') return this.#refuse(node);
    return { kind: kindOf(value), constant: value, evaluate: () => value };
  }

  #parameter(node: Node, name: string): Term {
    const term = this.#terms.get(name);
    // A parameter name with dots was masked as one identifier, so a member expression here is a property access.
    if (term !== undefined && node.type === 'Identifier') return term;
    const isChoice = [...this.#terms.values()].some(({ choices }) => choices?.includes(name));
    const notes = isChoice ? [`text stands in quotes: "${name}"`] : [];
    const unknown = { written: name, allowed: [...this.#terms.keys()] };
    throw new ExpressionError(`there is no parameter \`${name}\``, node, notes, unknown);
  }

  #unary(node: Node, operator: string, argument: AnyNode): Term {
    if (operator === '!') {
      const term = this.truth(argument);
      return { kind: 'truth', evaluate: (lookup) => !truthOf(term, lookup) };
    }
    if (operator !== '-' && operator !== '+') return this.#refuse(node);
    const term = this.#number(argument);
    const sign = operator === '-' ? -1 : 1;
    const constant = typeof term.constant === 'number' ? { constant: sign * term.constant } : {};
    return { kind: 'number', ...constant, evaluate: (lookup) => sign * numberOf(term, lookup) };
  }

  #binary(node: Node, operator: string, left: AnyNode, right: AnyNode): Term {
    if (isComparison(operator)) {
      const terms = [this.compile(left), this.compile(right)] as const;
      const written = [this.#written(left), this.#written(right)] as const;
      return compare({ operator, nodes: [left, right], written, terms });
    }
    const calculate = ARITHMETIC.get(operator);
    if (calculate === undefined) return this.#refuse(node);
    const [a, b] = [this.#number(left), this.#number(right)];
    return { kind: 'number', evaluate: (lookup) => calculate(numberOf(a, lookup), numberOf(b, lookup)) };
  }

  #logical(node: Node, operator: string, left: AnyNode, right: AnyNode): Term {
    if (operator !== '&&' && operator !== '||') return this.#refuse(node);
    const [a, b] = [this.truth(left), this.truth(right)];
    const needsBoth = operator === '&&';
    return {
      kind: 'truth',
      evaluate: (lookup) => (truthOf(a, lookup) === needsBoth ? truthOf(b, lookup) : !needsBoth),
    };
  }

  #call(callee: AnyNode, given: readonly AnyNode[]): Term {
    const name = this.#written(callee);
    const [single, extreme] = [SINGLE.get(name), EXTREMES.get(name)];
    if (single === undefined && extreme === undefined) {
      const unknown = { written: name, allowed: [...SINGLE.keys(), ...EXTREMES.keys()] };
      throw new ExpressionError(`there is no function \`${name}\``, callee, [], unknown);
    }
    const terms = given.map((argument) => this.#number(argument));
    const [first] = terms;
    if (first === undefined || (extreme === undefined && terms.length > 1)) {
      throw new ExpressionError(`\`${name}\` takes ${extreme === undefined ? 'one number' : 'numbers'}`, callee);
    }
    if (single !== undefined) return { kind: 'number', evaluate: (lookup) => single(numberOf(first, lookup)) };
    return { kind: 'number', evaluate: (lookup) => extreme?.(...terms.map((t) => numberOf(t, lookup))) ?? Number.NaN };
  }

  #refuse(node: Node): never {
    throw new ExpressionError(`\`${this.#written(node)}\` is not allowed in a constraint`, node, GRAMMAR);
  }

  #written({ start, end }: Node): string {
    return this.#text.slice(start, end);
  }
}
