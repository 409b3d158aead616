import { type Draw, drawnOf, type Parameter, type Space } from '../space.ts';
import { ExpressionCompiler } from './compileExpression.ts';
import { parseExpression } from './parseExpression.ts';
import { type Kind, kindOf, type Term, truthOf, type Value } from './term.ts';

/** What a configuration must satisfy to be tried. */
export interface Constraint {
  /** As it stands in the sweep file. */
  readonly text: string;
  /**
   * Whether a draw may be tried. A constraint says nothing of a draw in which one of its parameters does not exist: that
   * draw satisfies it.
   */
  satisfies(draw: Draw): boolean;
}

/**
 * Compiles a constraint: a comparison over the parameters of a space, or several joined by `&&`, `||` and `!`. A choice
 * stands for its label.
 *
 * @throws ExpressionFlaw where the text is no such expression.
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

/** What an expression sees of a parameter of a draw. */
function valueIn(draw: Draw, parameter: Parameter | undefined): Value | undefined {
  if (parameter === undefined) return undefined;
  const drawn = drawnOf(draw, parameter.name);
  if (drawn === undefined || parameter.domain.type !== 'choice') return drawn;
  return valueOfLabel(parameter.domain.labels[drawn]);
}

function valueOfLabel(label: unknown): Value {
  return typeof label === 'number' || typeof label === 'string' || typeof label === 'boolean' ? label : String(label);
}
