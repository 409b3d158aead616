import type { BinaryFunction, Node, UnaryFunction } from '../../graph/graph.ts';
import type { GraphOps } from '../graphOps.ts';
import { dtypeOf, inputOf, numberOf, type Rule, type Rules } from '../kernelCall.ts';

const UNARY_KERNELS: Readonly<Record<string, UnaryFunction>> = {
  Abs: 'abs',
  Atan: 'atan',
  Ceil: 'ceil',
  Cos: 'cos',
  Erf: 'erf',
  Exp: 'exp',
  Expm1: 'expm1',
  Floor: 'floor',
  IsNan: 'isNaN',
  Log: 'log',
  Log1p: 'log1p',
  LogicalNot: 'not',
  Neg: 'negate',
  Relu: 'relu',
  Round: 'round',
  Sigmoid: 'sigmoid',
  Sign: 'sign',
  Sin: 'sin',
  Softplus: 'softplus',
  Sqrt: 'sqrt',
  Tanh: 'tanh',
};

const BINARY_KERNELS: Readonly<Record<string, BinaryFunction>> = {
  Add: 'add',
  Equal: 'equal',
  Greater: 'greater',
  GreaterEqual: 'greaterEqual',
  Less: 'less',
  LessEqual: 'lessEqual',
  LogicalAnd: 'and',
  LogicalOr: 'or',
  Maximum: 'max',
  Minimum: 'min',
  Multiply: 'multiply',
  NotEqual: 'notEqual',
  Pow: 'pow',
  RealDiv: 'divide',
  Sub: 'subtract',
};

/** Elementwise kernels, except activation functions. */
export const elementwiseRules: Rules = {
  ...mapRules(UNARY_KERNELS, (name) => unary((ops, x) => ops.unary(name, x))),
  ...mapRules(BINARY_KERNELS, (name) => binary((ops, a, b) => ops.binary(name, a, b))),

  Identity: unary((_ops, x) => x),
  Cast: (call) => call.ops.convert(inputOf(call, 'x'), dtypeOf(call)),
  Square: unary((ops, x) => ops.binary('multiply', x, x)),
  Reciprocal: unary((ops, x) => ops.binary('divide', ops.scalar(1), x)),
  Rsqrt: unary((ops, x) => ops.binary('divide', ops.scalar(1), ops.unary('sqrt', x))),
  IsInf: unary((ops, x) => ops.binary('equal', ops.unary('abs', x), ops.scalar(Number.POSITIVE_INFINITY))),
  IsFinite: unary((ops, x) => ops.binary('less', ops.unary('abs', x), ops.scalar(Number.POSITIVE_INFINITY))),
  Tan: unary((ops, x) => ops.binary('divide', ops.unary('sin', x), ops.unary('cos', x))),
  /** (e^x - 1 + (e^x - 1) / e^x) / 2, which does not cancel near 0. */
  Sinh: unary((ops, x) => {
    const above = ops.unary('expm1', x);
    const below = ops.binary('multiply', above, ops.unary('exp', ops.unary('negate', x)));
    return ops.binary('multiply', ops.binary('add', above, below), ops.scalar(0.5));
  }),
  Cosh: unary((ops, x) => {
    const both = ops.binary('add', ops.unary('exp', x), ops.unary('exp', ops.unary('negate', x)));
    return ops.binary('multiply', both, ops.scalar(0.5));
  }),
  FloorDiv: binary((ops, a, b) =>
    ops.convert(ops.unary('floor', ops.binary('divide', float(ops, a), float(ops, b))), 'int32'),
  ),
  /** The remainder has the sign of the divisor. */
  Mod: binary((ops, a, b) => {
    const quotient = ops.unary('floor', ops.binary('divide', float(ops, a), float(ops, b)));
    return ops.convert(ops.binary('subtract', float(ops, a), ops.binary('multiply', quotient, float(ops, b))), a.dtype);
  }),
  SquaredDifference: binary((ops, a, b) => {
    const difference = ops.binary('subtract', a, b);
    return ops.binary('multiply', difference, difference);
  }),
  AddN: ({ ops, inputs }) => [...inputs.values()].reduce((sum, term) => ops.binary('add', sum, term)),
  ClipByValue: (call) => {
    const { ops } = call;
    const raised = ops.binary('max', inputOf(call, 'x'), ops.scalar(numberOf(call, 'clipValueMin')));
    return ops.binary('min', raised, ops.scalar(numberOf(call, 'clipValueMax')));
  },
  Select: (call) => {
    const [condition, yes, no] = [inputOf(call, 'condition'), inputOf(call, 't'), inputOf(call, 'e')];
    const missing = yes.shape.length - condition.shape.length;
    // A condition of rank 1 selects whole rows.
    const rows = condition.shape.length === 1 ? [...condition.shape, ...Array<number>(missing).fill(1)] : null;
    const chosen = rows === null ? condition : call.ops.reshape(condition, rows);
    return call.ops.select(chosen, no.dtype === 'float32' ? float(call.ops, yes) : yes, no);
  },
};

function unary(make: (ops: GraphOps, x: Node) => Node): Rule {
  return (call) => make(call.ops, inputOf(call, 'x'));
}

function binary(make: (ops: GraphOps, a: Node, b: Node) => Node): Rule {
  return (call) => make(call.ops, inputOf(call, 'a'), inputOf(call, 'b'));
}

function mapRules<Name>(names: Readonly<Record<string, Name>>, rule: (name: Name) => Rule): Rules {
  return Object.fromEntries(Object.entries(names).map(([kernel, name]) => [kernel, rule(name)]));
}

function float(ops: GraphOps, x: Node): Node {
  return ops.convert(x, 'float32');
}
