import type { Node } from '../../graph/graph.ts';
import type { GraphOps } from '../graphOps.ts';
import { inputOf, numberOf, type Rule, type Rules } from '../kernelCall.ts';

/** The constants of SELU (Klambauer et al., "Self-normalizing neural networks", 2017), as TensorFlow.js has them. */
const SELU = { scale: 1.0507009873554805, scaleAlpha: 1.7580993408473768 };

/** Kernels of activation functions and of their gradients. */
export const activationRules: Rules = {
  Relu6: unary((ops, x) => relu6(ops, x)),
  Elu: unary((ops, x) => elu(ops, x)),
  EluGrad: (call) => {
    const { ops } = call;
    const [dy, y] = [inputOf(call, 'dy'), inputOf(call, 'y')];
    const below = ops.binary('multiply', dy, ops.binary('add', y, ops.scalar(1)));
    return ops.select(ops.binary('greaterEqual', y, ops.scalar(0)), dy, below);
  },
  Selu: unary((ops, x) => {
    const above = ops.binary('multiply', ops.scalar(SELU.scale), x);
    const below = ops.binary('multiply', ops.scalar(SELU.scaleAlpha), ops.unary('expm1', x));
    return ops.select(ops.binary('greaterEqual', x, ops.scalar(0)), above, below);
  }),
  LeakyRelu: (call) => leaky(call.ops, inputOf(call, 'x'), call.ops.scalar(numberOf(call, 'alpha'))),
  Prelu: (call) => leaky(call.ops, inputOf(call, 'x'), inputOf(call, 'alpha')),
  Step: (call) => {
    const { ops } = call;
    const x = inputOf(call, 'x');
    const alpha = numberOf(call, 'alpha', 0);
    if (alpha === 0) return ops.unary('step', x);
    const stepped = ops.select(ops.binary('greater', x, ops.scalar(0)), ops.scalar(1), ops.scalar(alpha));
    return ops.select(ops.unary('isNaN', x), x, stepped);
  },
};

/** min(max(x, 0), 6) */
export function relu6(ops: GraphOps, x: Node): Node {
  return ops.binary('min', ops.unary('relu', x), ops.scalar(6));
}

/** x above 0, exp(x) - 1 below. */
export function elu(ops: GraphOps, x: Node): Node {
  return ops.select(ops.binary('greaterEqual', x, ops.scalar(0)), x, ops.unary('expm1', x));
}

/** x above 0, alpha x below. */
export function leaky(ops: GraphOps, x: Node, alpha: Node): Node {
  const scaled = ops.binary('multiply', alpha, x);
  return ops.select(ops.binary('less', x, ops.scalar(0)), scaled, x);
}

function unary(make: (ops: GraphOps, x: Node) => Node): Rule {
  return (call) => make(call.ops, inputOf(call, 'x'));
}
